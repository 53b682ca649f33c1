import 'server-only';

import { listAccounts } from '@/lib/accounts/connected.server';
import { businessClock } from '@/lib/clock.server';
import { CYCLES_KEPT, cycleAt, earliestCycle } from '@/lib/cycles';
import { metrics } from '@/lib/metrics.server';
import type { Db } from '@/lib/state/schema';
import { listSyncCycles, readSyncHealth } from '@/lib/state/syncs.server';
import { listPublished } from '@/lib/state/versions.server';

/** Sets the gauges of the sync to what they are now. */
export async function reportSync(db: Db): Promise<void> {
  const { syncCycles, syncAccountFailing, syncOpenAge } = metrics();
  const domainIds = (await listAccounts(db)).map(({ account }) => account.domainId);
  const now = businessClock().now();
  const [published, rows, health] = await Promise.all([
    listPublished(db, { domainIds, from: earliestCycle(now), to: cycleAt(now) }),
    listSyncCycles(db, domainIds),
    readSyncHealth(db, domainIds),
  ]);
  // What is over is not there any more, rather than the last value for ever.
  for (const gauge of [syncCycles, syncAccountFailing, syncOpenAge]) gauge.reset();
  for (const account of domainIds) {
    const own = published.filter(({ domainId }) => domainId === account);
    const failing = rows.filter((row) => row.domain_id === account && row.failing_since !== null);
    syncCycles.set({ account, status: 'published' }, own.length);
    syncCycles.set({ account, status: 'failing' }, failing.length);
    syncCycles.set({ account, status: 'waiting' }, CYCLES_KEPT - own.length);
    const open = own.find(({ cycle }) => cycle === cycleAt(now));
    if (open) syncOpenAge.set({ account }, Math.max(0, (now.getTime() - Date.parse(open.asOf)) / 1000));
  }
  for (const [account, { code }] of health) syncAccountFailing.set({ account, code }, 1);
}
