import 'server-only';

import type { Ledger } from '@/lib/ledger/ledger';
import { BACKUP_LEASE, isLeaseHeld } from '@/lib/state/leases.server';
import type { Db } from '@/lib/state/schema';
import { failVersion, listBegunLoads, listLoadPlans, markDropped } from '@/lib/state/loads.server';
import { isDamaged, listVersions, type VersionRow } from '@/lib/state/versions.server';
import type { LoadPlan } from './begin-load.server';
import type { Spool } from './spool/spool.server';

/** Longer than any question that may still read a version that was published when it was asked. */
const GRACE_MS = 600_000;

/**
 * Drops lines that nobody needs any more. The published version, the one before it, and each that was replaced after
 * its cycle was final stay, so that what changed can be shown. Of a load that failed nothing stays.
 */
export async function dropOldVersions(db: Db, ledger: Ledger, now: number = Date.now()): Promise<number[]> {
  // What a backup has named stays until it is written.
  if (await isLeaseHeld(db, BACKUP_LEASE)) return [];
  const published = await listVersions(db, 'published');
  const superseded = await listVersions(db, 'superseded');
  const replacedBy = new Map<number, VersionRow>();
  for (const row of [...published, ...superseded]) if (row.previous !== null) replacedBy.set(row.previous, row);
  const dropped: number[] = [];
  for (const row of superseded) {
    const next = replacedBy.get(row.version);
    const isLastBefore = next?.status === 'published';
    const endedAt = next?.ended_at ? Date.parse(next.ended_at) : 0;
    if (isLastBefore || row.cycle_state === 'final' || now - endedAt < GRACE_MS) continue;
    await ledger.dropVersion(row.version);
    await markDropped(db, row.version);
    dropped.push(row.version);
  }
  // A load that failed while the ledger was away has left its lines.
  for (const row of await listVersions(db, 'failed')) {
    if (row.ended_at === null || now - Date.parse(row.ended_at) < GRACE_MS) continue;
    // What was damaged is kept, for whoever wants to know why.
    await (isDamaged(row) ? ledger.setAside(row.version) : ledger.dropVersion(row.version));
    await markDropped(db, row.version);
    dropped.push(row.version);
  }
  return dropped;
}

/** Of several loads of a cycle that a killed process left, the newest may go on; the lines of the others go. */
export async function giveUpOldLoads(db: Db, ledger: Ledger, connected: ReadonlySet<string>): Promise<void> {
  const newest = new Map((await listBegunLoads(db)).map((load) => [`${load.domainId} ${load.cycle}`, load.version]));
  for (const row of await listVersions(db, 'loading')) {
    if (connected.has(row.domain_id) && newest.get(`${row.domain_id} ${row.cycle}`) === row.version) continue;
    const why = { code: 'interrupted', detail: 'Another load of the cycle went on instead.' };
    if (await failVersion(db, row.version, why)) await ledger.dropVersion(row.version);
  }
}

/** Pages that wait for a load which is not under way any more are for nobody. */
export async function dropOldPages(db: Db, spool: Spool): Promise<void> {
  await spool.tidy(async () => {
    const plans = (await listLoadPlans(db)).map((plan) => JSON.parse(plan) as LoadPlan);
    return new Set(plans.map(({ spooled }) => spooled));
  });
}
