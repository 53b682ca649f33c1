import 'server-only';

import { type Selectable, sql } from 'kysely';
import type { Cycle } from '@/lib/cycles';
import type { Db, Schema } from './schema';

/** A published load of one cycle of one account: what readers of the ledger see. */
export interface PublishedVersion {
  version: number;
  domainId: string;
  cycle: Cycle;
  /** State of the cycle when it was read; `restated` tells whether final figures were replaced. */
  cycleState: 'open' | 'closing' | 'final';
  restated: boolean;
  rows: { usage: number; fee: number; summary: number };
  /** ISO instant of the business clock to which the figures belong. */
  asOf: string;
  /** What lines and summary differ by, per currency, when it is shown all the same. */
  offBy: string | null;
  hash: string | null;
  previous: number | null;
  /** A full scan found other lines than were published: they are not shown, and read again. */
  damaged: boolean;
  /** Number of the sums that were made of its lines; null while there are none. */
  rollup: number | null;
}

export interface CycleSpan {
  domainIds: readonly string[];
  from: Cycle;
  to: Cycle;
}

/** Not the sums, which are long and asked for by few. */
const READ_COLUMNS = [
  ...(['version', 'domain_id', 'cycle', 'cycle_state', 'restated', 'usage_rows', 'fee_rows', 'summary_rows'] as const),
  ...(['as_of', 'off_by', 'hash', 'previous', 'error_code', 'rollup'] as const),
] as const;

/**
 * The pointer that readers follow, read once per question: at most one version per account and cycle, by cycle and
 * account. A cycle that was never published has none.
 */
export async function listPublished(db: Db, { domainIds, from, to }: CycleSpan): Promise<PublishedVersion[]> {
  if (domainIds.length === 0) return [];
  const rows = await db
    .selectFrom('versions')
    .select(READ_COLUMNS)
    // Written out: SQLite plans anew for each value that may rule its partial index out.
    .where('status', '=', sql.lit('published'))
    .where('domain_id', 'in', domainIds)
    .where('cycle', '>=', from)
    .where('cycle', '<=', to)
    .orderBy('cycle')
    .orderBy('domain_id')
    .execute();
  return rows.map(publishedOf);
}

/** Code of a version whose lines a full scan found to be others than were published. */
export const DAMAGED = 'damaged';

/** What a full scan found wrong; the pointer stays, so that the cycle is known, and readers leave it out. */
export async function markDamaged(db: Db, version: number): Promise<void> {
  await db
    .updateTable('versions')
    .set({ error_code: DAMAGED, error_detail: 'The ledger does not have the lines that were published.' })
    .where('version', '=', version)
    .where('status', '=', 'published')
    .execute();
}

/** A later scan found every line right: it is shown again. */
export async function markSound(db: Db, version: number): Promise<void> {
  await db
    .updateTable('versions')
    .set({ error_code: null, error_detail: null })
    .where('version', '=', version)
    .where('status', '=', 'published')
    .where('error_code', '=', DAMAGED)
    .execute();
}

/** Sums of lines that cannot be read are not asked any more: lines answer until others are made. */
export async function forgetRollups(db: Db): Promise<void> {
  await db.updateTable('versions').set({ rollup: null }).where('status', '=', 'published').execute();
}

/** Whether its lines were found damaged, and so are kept apart when they go. */
export const isDamaged = ({ error_code }: Pick<VersionRow, 'error_code'>): boolean => error_code === DAMAGED;

/** Points to the sums that were made of the lines of a published version; null when there are none. */
export async function saveRollup(db: Db, version: number, rollup: number | null): Promise<void> {
  await db.updateTable('versions').set({ rollup }).where('version', '=', version).execute();
}

/** Numbers of all sums that a version points to. */
export async function listRollups(db: Db): Promise<Set<number>> {
  const rows = await db.selectFrom('versions').select('rollup').where('rollup', 'is not', null).execute();
  return new Set(rows.map(({ rollup }) => Number(rollup)));
}

export type VersionRow = Selectable<Schema['versions']>;

/** Loads of a status, oldest first: what was under way, or what may be dropped. */
export async function listVersions(db: Db, status: VersionRow['status']): Promise<VersionRow[]> {
  return db.selectFrom('versions').selectAll().where('status', '=', status).orderBy('version').execute();
}

export async function findVersion(db: Db, version: number): Promise<VersionRow | undefined> {
  return db.selectFrom('versions').selectAll().where('version', '=', version).executeTakeFirst();
}

function publishedOf(row: Pick<Selectable<Schema['versions']>, (typeof READ_COLUMNS)[number]>): PublishedVersion {
  return {
    version: row.version,
    domainId: row.domain_id,
    cycle: row.cycle as Cycle,
    cycleState: row.cycle_state,
    restated: row.restated === 1,
    rows: { usage: row.usage_rows ?? 0, fee: row.fee_rows ?? 0, summary: row.summary_rows ?? 0 },
    asOf: row.as_of,
    offBy: row.off_by,
    hash: row.hash,
    previous: row.previous,
    damaged: row.error_code === DAMAGED,
    // PostgreSQL's driver gives whole numbers of 64 bits as text; these are exact as a number.
    rollup: row.rollup === null ? null : Number(row.rollup),
  };
}

/** What the summary of each version came to when it was proven against the upstream's own total, per currency. */
export async function readProvenSummary(
  db: Db,
  versions: readonly number[],
): Promise<{ version: number; currency: string; consumeAmount: string }[] | null> {
  if (versions.length === 0) return [];
  const rows = await db.selectFrom('versions').select(['version', 'sums']).where('version', 'in', versions).execute();
  if (rows.some(({ sums }) => sums === null)) return null;
  return rows.flatMap(({ version, sums }) => {
    // Written by the sync with `Sums` of lib/ledger/stored-version.server.ts for each list.
    const summary = (JSON.parse(sums ?? '{}') as Record<string, Record<string, Record<string, string>>>).summary;
    return Object.entries(summary ?? {}).map(([currency, columns]) => ({
      version,
      currency,
      consumeAmount: columns.consume_amount ?? '0',
    }));
  });
}
