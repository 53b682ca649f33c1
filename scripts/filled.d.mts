/** Waits until the ledger has every month of the world of the measurements, which ends in 2026-11. */
export function untilFilled(base: string, cookie: string): Promise<void>;
