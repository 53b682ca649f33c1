/** Who goes first: a payment, a page that somebody waits for, the nightly sync. */
export type Priority = 'pay' | 'live' | 'sync';
