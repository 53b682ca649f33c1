import 'server-only';

import type { Selectable } from 'kysely';
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
}

export interface CycleSpan {
  domainIds: readonly string[];
  from: Cycle;
  to: Cycle;
}

/**
 * The pointer that readers follow, read once per question: at most one version per account and cycle, by cycle and
 * account. A cycle that was never published has none.
 */
export async function listPublished(db: Db, { domainIds, from, to }: CycleSpan): Promise<PublishedVersion[]> {
  if (domainIds.length === 0) return [];
  const rows = await db
    .selectFrom('versions')
    .selectAll()
    .where('status', '=', 'published')
    .where('domain_id', 'in', domainIds)
    .where('cycle', '>=', from)
    .where('cycle', '<=', to)
    .orderBy('cycle')
    .orderBy('domain_id')
    .execute();
  return rows.map(publishedOf);
}

function publishedOf(row: Selectable<Schema['versions']>): PublishedVersion {
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
  };
}
