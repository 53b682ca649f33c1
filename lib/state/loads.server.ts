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

/** What a load has to become, kept so that it goes on after a crash. */
export async function saveLoadPlan(db: Db, version: number, plan: string): Promise<void> {
  await db
    .insertInto('sync_loads')
    .values({ version, plan })
    .onConflict((conflict) => conflict.column('version').doUpdateSet({ plan }))
    .execute();
}

export async function readLoadPlan(db: Db, version: number): Promise<string | null> {
  const row = await db.selectFrom('sync_loads').select('plan').where('version', '=', version).executeTakeFirst();
  return row?.plan ?? null;
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
 */
export async function publishVersion(
  db: Db,
  version: number,
  { repairs = false, also, ...proven }: ProvenVersion & { repairs?: boolean; also?: (trx: Db) => Promise<void> },
): Promise<number | null> {
  return db.transaction().execute(async (trx) => {
    const own = await trx
      .selectFrom('versions')
      .select(['domain_id', 'cycle', 'status'])
      .where('version', '=', version)
      .executeTakeFirstOrThrow();
    if (own.status !== 'loading') throw new Error(`version ${version} is ${own.status}, not loading`);
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
    await trx
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
      .execute();
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

/** A load that will not be published; its lines may be dropped. */
export async function failVersion(
  db: Db,
  version: number,
  { code, detail }: { code: string; detail: string },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable('versions')
      .set({ status: 'failed', error_code: code, error_detail: detail, ended_at: new Date().toISOString() })
      .where('version', '=', version)
      .where('status', '=', 'loading')
      .execute();
    await trx.deleteFrom('sync_loads').where('version', '=', version).execute();
  });
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
