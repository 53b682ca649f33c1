import { type Cycle, earliestCycle } from '@/lib/cycles';
import { SyncProblem } from './problem';
import type { Difference } from './prove';

/** How many rows each list of a month has. */
export interface ListRows {
  usage: number;
  fee: number;
  summary: number;
}

interface Reading {
  cycle: Cycle;
  /** Business time after it was read. */
  now: Date;
  rows: ListRows;
  /** Those of the version that is published; null when there is none. */
  was: ListRows | null;
  /** What lines and summary differ by, and lateness does not explain. */
  unexplained: readonly Difference[];
}

const LISTS = ['usage', 'fee', 'summary'] as const;
const NAMES: Readonly<Record<(typeof LISTS)[number], string>> = {
  usage: 'usage lines',
  fee: 'expenditures',
  summary: 'rows of the summary',
};
const VIEWS = { usage: 'usage', fee: 'expenditures' } as const;
const written = (count: number): string => count.toLocaleString('en');

/**
 * Refuses a reading that has lost what the published version has. A list may be late, but it does not take rows back: not
 * all of them, and not some of them while what is left contradicts the others. The lists of a month that the service does
 * not keep any more are empty as well, and prove each other.
 * @throws SyncProblem `emptied`, `unproven`
 */
export function refuseEmptied({ cycle, now, rows, was, unexplained }: Reading): void {
  for (const list of LISTS) {
    if (!was || rows[list] >= was[list]) continue;
    const stay = `The ${written(was[list])} of the ledger stay.`;
    if (rows[list] === 0)
      throw new SyncProblem('emptied', `Huawei Cloud says that there are no ${NAMES[list]}. ${stay}`);
    const contradicts = unexplained.some(({ view }) => list === 'summary' || view === VIEWS[list]);
    if (!contradicts) continue;
    const left = `There are ${written(rows[list])} ${NAMES[list]}, and lines and summary do not agree.`;
    throw new SyncProblem('unproven', `${left} ${stay}`);
  }
  if (rows.usage + rows.fee === 0 && cycle < earliestCycle(now)) {
    throw new SyncProblem('emptied', 'The month became older than Huawei Cloud keeps while it was read.');
  }
}
