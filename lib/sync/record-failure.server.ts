import 'server-only';

import type { Db } from '@/lib/state/schema';
import { type AccountCycle, listSyncCycles, saveCycleFailure } from '@/lib/state/syncs.server';
import { pauseAfter } from './plan';
import type { Told } from './whose-fault';

interface Failure extends Pick<Told, 'code' | 'detail'> {
  /** Somebody asked for it: that says nothing about when it is tried again by itself. */
  isAsked: boolean;
}

/** A cycle could not be read, by its own fault: each failure in a row lengthens the pause before the next try. */
export async function recordFailure(db: Db, at: AccountCycle, { code, detail, isAsked }: Failure): Promise<void> {
  const row = (await listSyncCycles(db, [at.domainId])).find(({ cycle }) => cycle === at.cycle);
  const planned = row?.retry_at && Date.parse(row.retry_at) > Date.now() ? row.retry_at : null;
  const counts = !isAsked || planned === null;
  const next = new Date(Date.now() + pauseAfter((row?.failures ?? 0) + 1)).toISOString();
  await saveCycleFailure(db, at, { code, detail, retryAt: counts ? next : planned, counts });
}
