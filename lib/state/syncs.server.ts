import 'server-only';

import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Cycle } from '@/lib/cycles';
import type { Db, Schema } from './schema';

export interface AccountFailure {
  /** ISO instant of the machine's clock. */
  failingSince: string;
  code: string;
  /** Words that may be shown. */
  detail: string;
  /** ISO instant of the machine's clock before which it is not tried again. */
  retryAt: string;
}

/** Accounts of `domainIds` whose sync is failing; one that is well is not in the map. */
export async function readSyncHealth(db: Db, domainIds: readonly string[]): Promise<Map<string, AccountFailure>> {
  if (domainIds.length === 0) return new Map();
  const rows = await db.selectFrom('sync_accounts').selectAll().where('domain_id', 'in', domainIds).execute();
  return new Map(
    rows.map(({ domain_id, failing_since, code, detail, retry_at }) => [
      domain_id,
      { failingSince: failing_since, code, detail, retryAt: retry_at },
    ]),
  );
}

/** Remembers why an account cannot be synced; since when is that of the first failure in a row. */
export async function saveAccountFailure(
  db: Db,
  domainId: string,
  { code, detail, retryAt }: { code: string; detail: string; retryAt: string },
): Promise<void> {
  await db
    .insertInto('sync_accounts')
    .values({ domain_id: domainId, failing_since: new Date().toISOString(), code, detail, retry_at: retryAt })
    .onConflict((conflict) => conflict.column('domain_id').doUpdateSet({ code, detail, retry_at: retryAt }))
    .execute();
}

export async function clearAccountFailure(db: Db, domainId: string): Promise<void> {
  await db.deleteFrom('sync_accounts').where('domain_id', '=', domainId).execute();
}

export type SyncCycleRow = Selectable<Schema['sync_cycles']>;

export async function listSyncCycles(db: Db, domainIds: readonly string[]): Promise<SyncCycleRow[]> {
  if (domainIds.length === 0) return [];
  return db.selectFrom('sync_cycles').selectAll().where('domain_id', 'in', domainIds).execute();
}

export interface CycleFailure extends AccountCycle {
  /** Words that may be shown. */
  detail: string;
}

/** Cycles of a span whose newest reading could not be believed. */
export async function listFailingCycles(
  db: Db,
  { domainIds, from, to }: { domainIds: readonly string[]; from: Cycle; to: Cycle },
): Promise<CycleFailure[]> {
  if (domainIds.length === 0) return [];
  const rows = await db
    .selectFrom('sync_cycles')
    .select(['domain_id', 'cycle', 'error_detail'])
    .where('domain_id', 'in', domainIds)
    .where('cycle', '>=', from)
    .where('cycle', '<=', to)
    .where('error_code', 'is not', null)
    .orderBy('cycle')
    .orderBy('domain_id')
    .execute();
  return rows.map(({ domain_id, cycle, error_detail }) => ({
    domainId: domain_id,
    cycle: cycle as Cycle,
    detail: error_detail ?? '',
  }));
}

export interface AccountCycle {
  domainId: string;
  cycle: Cycle;
}

/** The cycle was read and proven at this business instant: whatever failed before is over. */
export async function saveCycleSynced(db: Db, { domainId, cycle }: AccountCycle, syncedAt: string): Promise<void> {
  const fields = {
    synced_at: syncedAt,
    failures: 0,
    failing_since: null,
    error_code: null,
    error_detail: null,
    retry_at: null,
  };
  await db
    .insertInto('sync_cycles')
    .values({ domain_id: domainId, cycle, ...fields })
    .onConflict((conflict) => conflict.columns(['domain_id', 'cycle']).doUpdateSet(fields))
    .execute();
}

/** The cycle could not be proven; `retryAt` is the machine's clock. */
export async function saveCycleFailure(
  db: Db,
  { domainId, cycle }: AccountCycle,
  { code, detail, retryAt, counts = true }: { code: string; detail: string; retryAt: string; counts?: boolean },
): Promise<void> {
  const failing_since = new Date().toISOString();
  const told = { error_code: code, error_detail: detail, retry_at: retryAt };
  await db
    .insertInto('sync_cycles')
    .values({ domain_id: domainId, cycle, failures: 1, failing_since, ...told })
    .onConflict((conflict) =>
      conflict.columns(['domain_id', 'cycle']).doUpdateSet((expression) => ({
        ...told,
        failures: expression('sync_cycles.failures', '+', counts ? 1 : 0),
        failing_since: expression.fn.coalesce('sync_cycles.failing_since', expression.val(failing_since)),
      })),
    )
    .execute();
}

/** JSON of what a verification found. */
export async function saveCycleVerified(db: Db, { domainId, cycle }: AccountCycle, verified: string): Promise<void> {
  await db
    .insertInto('sync_cycles')
    .values({ domain_id: domainId, cycle, verified })
    .onConflict((conflict) => conflict.columns(['domain_id', 'cycle']).doUpdateSet({ verified }))
    .execute();
}

/** What can be asked for of a cycle. */
export type Wish = 'sync' | 'verify';

/**
 * Somebody wants these cycles read, or verified, now; whichever replica syncs does it. What is asked for while the same is
 * being done is done once more.
 */
export async function askForCycles(db: Db, cycles: readonly AccountCycle[], wish: Wish): Promise<void> {
  if (cycles.length === 0) return;
  const mark = randomUUID();
  const asked = wish === 'sync' ? { sync_asked: mark } : { verify_asked: mark };
  await db
    .insertInto('sync_cycles')
    .values(cycles.map(({ domainId, cycle }) => ({ domain_id: domainId, cycle, ...asked })))
    .onConflict((conflict) => conflict.columns(['domain_id', 'cycle']).doUpdateSet(asked))
    .execute();
}

/** What was asked for under this mark was done, or tried; what was asked for since stays. */
export async function answerCycle(
  db: Db,
  { domainId, cycle }: AccountCycle,
  { wish, mark }: { wish: Wish; mark: string },
): Promise<void> {
  const column = wish === 'sync' ? 'sync_asked' : 'verify_asked';
  await db
    .updateTable('sync_cycles')
    .set({ [column]: null })
    .where('domain_id', '=', domainId)
    .where('cycle', '=', cycle)
    .where(column, '=', mark)
    .execute();
}
