import 'server-only';

import { setImmediate as turn } from 'node:timers/promises';

let last: Promise<unknown> = Promise.resolve();

/**
 * Does a piece of work, of milliseconds, that nobody watches: one piece in each turn of the event loop, however many were
 * asked for at once, so that what somebody watches waits for one of them at most.
 */
export function inTurn<T>(work: () => T): Promise<T> {
  const mine = last.then(() => turn()).then(work);
  last = mine.catch(() => undefined);
  return mine;
}
