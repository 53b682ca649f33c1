/** Rows as aligned text; numbers to the right. */
export function table(head: string[], rows: (string | number)[][]): string;
