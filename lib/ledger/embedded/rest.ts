/** Rest before another try, after one that failed at once; twice as long each time. */
const FIRST_REST_MS = 250;
/** With the start, and a check of its tables, pages are to be answered again within ten seconds, however often it dies. */
const LONGEST_REST_MS = 5000;
/** An engine that lived so long died of something new. */
const LIVED_MS = 30_000;

/** How long to wait before an engine is started again: a first death is made good at once, one that keeps dying gets time. */
export const restAfter = (before: number, livedMs: number): number =>
  livedMs > LIVED_MS ? 0 : Math.min(LONGEST_REST_MS, before * 2 || FIRST_REST_MS);
