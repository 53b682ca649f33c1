import 'server-only';

import { setImmediate as turn } from 'node:timers/promises';

type Piece = () => void;

/** The first goes before the others. */
const waiting: Readonly<Record<'begun' | 'fresh', Piece[]>> = { begun: [], fresh: [] };
let working = false;

/**
 * Does a piece of work, of milliseconds, that nobody watches: one piece in each turn of the event loop, however many were
 * asked for at once, so that what somebody watches waits for one of them at most.
 * @param of `begun` for what goes on with work of which a piece was done: it is ended before other work is begun, so that
 * little is half done, and alive, at a time
 */
export function inTurn<T>(work: () => T, of: 'begun' | 'fresh' = 'fresh'): Promise<T> {
  const done = new Promise<T>((resolve, reject) => {
    waiting[of].push(() => {
      try {
        resolve(work());
      } catch (error) {
        reject(error as Error);
      }
    });
  });
  if (!working) void workOff();
  return done;
}

async function workOff(): Promise<void> {
  working = true;
  for (;;) {
    await turn();
    // What waits for the piece before has asked for its next one by now.
    const piece = waiting.begun.shift() ?? waiting.fresh.shift();
    if (!piece) break;
    piece();
  }
  working = false;
}
