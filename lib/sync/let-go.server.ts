import 'server-only';

import { type Cycle, earliestCycle } from '@/lib/cycles';
import type { Db } from '@/lib/state/schema';
import { answerCycle, type SyncCycleRow } from '@/lib/state/syncs.server';

/**
 * Lets go of requests for months that fell off the edge after they were asked for: they will never come.
 * @returns the rows without them
 */
export async function letGoUnreadable(db: Db, rows: readonly SyncCycleRow[], now: Date): Promise<SyncCycleRow[]> {
  const first = earliestCycle(now);
  const kept: SyncCycleRow[] = [];
  for (const row of rows) {
    const [cycle, mark] = [row.cycle as Cycle, row.sync_asked];
    const isGone = mark !== null && cycle < first;
    if (isGone) await answerCycle(db, { domainId: row.domain_id, cycle }, { wish: 'sync', mark });
    kept.push(isGone ? { ...row, sync_asked: null } : row);
  }
  return kept;
}
