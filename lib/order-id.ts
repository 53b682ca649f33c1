/** Two letters, the minute of creation, five characters: what a person copies from a mail or a console. */
const ORDER_ID = /^[A-Z]{2}\d{10}[A-Z0-9]{5}$/i;
export const isOrderId = (text: string): boolean => ORDER_ID.test(text.trim());

/** One that is cut off or longer than those we know: “CS2611”. A year and a month tell it from a name like “cs2024”. */
const CUT_ORDER_ID = /^CS\d\d(0[1-9]|1[0-2])[A-Z0-9]*$/i;
export const looksLikeOrderId = (text: string): boolean => isOrderId(text) || CUT_ORDER_ID.test(text.trim());
