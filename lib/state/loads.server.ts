import 'server-only';

import type { Cycle } from '@/lib/cycles';
import type { Db } from './schema';
import { DAMAGED } from './versions.server';

export interface NewVersion {
  domainId: string;
  cycle: Cycle;
  cycleState: 'open' | 'closing' | 'final';
  /** ISO instant of the business clock to which the figures will belong. */
  asOf: string;
  /** JSON: what the load has to become, so that another process can go on with it. */
  plan?: string;
  /** The highest number that the ledger has rows of, whoever gave it: the new one is higher. */
  above?: number;
}

/**
 * A number for a load that begins now, status `loading`. No number is ever given twice: the ledger may still hold lines
 * of one that failed.
 */
export async function allocateVersion(
  db: Db,
  { domainId, cycle, cycleState, asOf, plan, above = 0 }: NewVersion,
): Promise<number> {
  return withNumber(db, above, async (trx, version) => {
    await trx
      .insertInto('versions')
      .values({
        version,
        domain_id: domainId,
        cycle,
        status: 'loading',
        cycle_state: cycleState,
        as_of: asOf,
        started_at: new Date().toISOString(),
      })
      .execute();
    if (plan !== undefined) await trx.insertInto('sync_loads').values({ version, plan }).execute();
  });
}

/** Two replicas on PostgreSQL may take the same number at the same time: the second tries the next one. */
async function withNumber(db: Db, above: number, take: (trx: Db, version: number) => Promise<void>): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(async (trx) => {
        const { last } = await trx
          .selectFrom('versions')
          .select((expression) => expression.fn.max('version').as('last'))
          .executeTakeFirstOrThrow();
        const version = Math.max(Number(last ?? 0), above) + 1;
        await take(trx, version);
        return version;
      });
    } catch (error) {
      if (attempt >= NUMBER_ATTEMPTS) throw error;
    }
  }
}

const NUMBER_ATTEMPTS = 5;

/** What a load has to become, kept so that it goes on after a crash. Nothing is kept of one that was given up. */
export async function saveLoadPlan(db: Db, version: number, plan: string): Promise<void> {
  await db.updateTable('sync_loads').set({ plan }).where('version', '=', version).execute();
}

export async function readLoadPlan(db: Db, version: number): Promise<string | null> {
  const row = await db.selectFrom('sync_loads').select('plan').where('version', '=', version).executeTakeFirst();
  return row?.plan ?? null;
}

/** What each load that was begun and not ended has to become. */
export async function listLoadPlans(db: Db): Promise<string[]> {
  return (await db.selectFrom('sync_loads').select('plan').execute()).map(({ plan }) => plan);
}

export interface BegunLoad {
  version: number;
  domainId: string;
  cycle: Cycle;
}

/** Loads that can be gone on with, oldest first: it is known what they have to become. */
export async function listBegunLoads(db: Db): Promise<BegunLoad[]> {
  const rows = await db
    .selectFrom('versions')
    .innerJoin('sync_loads', 'sync_loads.version', 'versions.version')
    .select(['versions.version', 'domain_id', 'cycle'])
    .where('status', '=', 'loading')
    .orderBy('versions.version')
    .execute();
  return rows.map(({ version, domain_id, cycle }) => ({ version, domainId: domain_id, cycle: cycle as Cycle }));
}

/**
 * A load goes on under another number, which has all of its lines already. Whoever still writes under the old one writes
 * for nobody.
 * @returns false when the load, or the number, is not under way any more
 */
export async function moveLoad(
  db: Db,
  { from, to, plan }: { from: number; to: number; plan: string },
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const target = await trx.selectFrom('versions').select('status').where('version', '=', to).executeTakeFirst();
    if (target?.status !== 'loading') return false;
    if (!(await failLoad(trx, from, { code: 'interrupted', detail: `It went on as ${to}.` }))) return false;
    await trx.insertInto('sync_loads').values({ version: to, plan }).execute();
    return true;
  });
}

export interface ProvenVersion {
  rows: { usage: number; fee: number; summary: number };
  /** JSON: sums of every amount column of every fact. */
  sums: string;
  /** SHA-256 of what was read, whatever its order. */
  hash: string;
  /** JSON: what lines and summary differ by; null when they agree. */
  offBy: string | null;
}

/**
 * Flips the pointer of a cycle to a version that is loaded and proven, in one transaction: readers see the old figures
 * or the new ones. Figures that replace others which were final are marked `restated`.
 * @param repairs the version before it is not whole any more: there is nothing to compare with, and its lines may go
 * @param also what is written with it: each transaction waits for the disk
 * @returns the version that was replaced
 * @throws Error when the load is not under way any more: another process gave it up meanwhile
 */
export async function publishVersion(
  db: Db,
  version: number,
  { repairs = false, also, ...proven }: ProvenVersion & { repairs?: boolean; also?: (trx: Db) => Promise<void> },
): Promise<number | null> {
  return db.transaction().execute(async (trx) => {
    const own = await trx
      .selectFrom('versions')
      .select(['domain_id', 'cycle'])
      .where('version', '=', version)
      .executeTakeFirstOrThrow();
    const old = await trx
      .selectFrom('versions')
      .select(['version', 'cycle_state', 'hash', 'restated', 'previous'])
      .where('domain_id', '=', own.domain_id)
      .where('cycle', '=', own.cycle)
      .where('status', '=', 'published')
      .executeTakeFirst();
    if (old) {
      const replaced = repairs
        ? ({ status: 'failed', error_code: DAMAGED } as const)
        : ({ status: 'superseded' } as const);
      await trx.updateTable('versions').set(replaced).where('version', '=', old.version).execute();
    }
    const wasFinal = old?.cycle_state === 'final';
    const { numUpdatedRows } = await trx
      .updateTable('versions')
      .set({
        status: 'published',
        restated: wasFinal && (old.restated === 1 || old.hash !== proven.hash) ? 1 : 0,
        usage_rows: proven.rows.usage,
        fee_rows: proven.rows.fee,
        summary_rows: proven.rows.summary,
        sums: proven.sums,
        hash: proven.hash,
        off_by: proven.offBy,
        previous: (repairs ? old?.previous : old?.version) ?? null,
        ended_at: new Date().toISOString(),
      })
      .where('version', '=', version)
      // As part of the write: two processes that took each other for dead decide one after the other.
      .where('status', '=', 'loading')
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) throw new Error(`version ${version} is not loading any more`);
    await trx.deleteFrom('sync_loads').where('version', '=', version).execute();
    await also?.(trx);
    return old?.version ?? null;
  });
}

/** The same figures were read again: the published version belongs to this later instant as well. */
export async function freshenVersion(
  db: Db,
  version: number,
  { asOf, cycleState, offBy }: Pick<NewVersion, 'asOf' | 'cycleState'> & { offBy: string | null },
): Promise<void> {
  await db
    .updateTable('versions')
    .set({ as_of: asOf, cycle_state: cycleState, off_by: offBy })
    .where('version', '=', version)
    .where('status', '=', 'published')
    .execute();
}

/** Why a load was given up. */
interface Why {
  code: string;
  detail: string;
}

/**
 * A load that will not be published; its lines may be dropped.
 * @returns false when it is not under way any more: another process has published it, or given it up
 */
export async function failVersion(db: Db, version: number, why: Why): Promise<boolean> {
  return db.transaction().execute((trx) => failLoad(trx, version, why));
}

async function failLoad(trx: Db, version: number, { code, detail }: Why): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('versions')
    .set({ status: 'failed', error_code: code, error_detail: detail, ended_at: new Date().toISOString() })
    .where('version', '=', version)
    .where('status', '=', 'loading')
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) return false;
  await trx.deleteFrom('sync_loads').where('version', '=', version).execute();
  return true;
}

/** Its lines are gone from the ledger; the row stays, so that its number is not used again. */
export async function markDropped(db: Db, version: number): Promise<void> {
  await db
    .updateTable('versions')
    .set({ status: 'dropped', rollup: null })
    .where('version', '=', version)
    .where('status', 'in', ['superseded', 'failed', 'loading'])
    .execute();
}
