import { type Cycle, earliestCycle } from '@/lib/cycles';
import { SyncProblem } from './problem';

interface Reading {
  cycle: Cycle;
  /** Business time after it was read. */
  now: Date;
  /** Lines of both lists. */
  rows: number;
  /** Those of the version that is published; 0 when there is none. */
  was: number;
}

/**
 * Refuses a reading without lines that proves itself, since nothing is nothing: of a month that had lines, and of one that
 * the service does not keep any more, where it has nothing to say. What fell off its edge is nowhere but in the ledger.
 * @throws SyncProblem `emptied`
 */
export function refuseEmptied({ cycle, now, rows, was }: Reading): void {
  if (rows > 0) return;
  if (was > 0) {
    const lines = was.toLocaleString('en');
    throw new SyncProblem('emptied', `Huawei Cloud says that the month has no lines. The ${lines} of the ledger stay.`);
  }
  if (cycle < earliestCycle(now)) {
    throw new SyncProblem('emptied', 'The month became older than Huawei Cloud keeps while it was read.');
  }
}
