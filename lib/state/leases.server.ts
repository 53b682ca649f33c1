import 'server-only';

import { sql } from 'kysely';
import { isPostgres } from './open.server';
import type { Db } from './schema';

export interface Lease {
  name: string;
  /** Whoever has it: of one process, and new with each start. */
  holder: string;
  forMs: number;
}

/** Nobody takes a lease for so long: one that seems to last longer is of a clock that was ahead. */
const LONGEST_MS = 3_600_000;

/** Takes a lease, or prolongs one's own. @returns false while another holder's has not run out */
export async function holdLease(db: Db, { name, holder, forMs }: Lease): Promise<boolean> {
  const now = await clockOf(db);
  const expires_at = isoOf(now + forMs);
  const held = await db
    .insertInto('leases')
    .values({ name, holder, expires_at })
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet({ holder, expires_at })
        .where((expression) =>
          expression.or([
            expression('leases.holder', '=', holder),
            expression('leases.expires_at', '<', isoOf(now)),
            expression('leases.expires_at', '>', isoOf(now + LONGEST_MS)),
          ]),
        ),
    )
    .returning('name')
    .executeTakeFirst();
  return held !== undefined;
}

/** Gives it back, so that another need not wait until it runs out. */
export async function releaseLease(db: Db, { name, holder }: Pick<Lease, 'name' | 'holder'>): Promise<void> {
  await db.deleteFrom('leases').where('name', '=', name).where('holder', '=', holder).execute();
}

/** While somebody has it, no version that a backup may name is dropped. */
export const BACKUP_LEASE = 'backup';

/** Whether anybody has a lease that has not run out. */
export async function isLeaseHeld(db: Db, name: string): Promise<boolean> {
  const now = await clockOf(db);
  const row = await db
    .selectFrom('leases')
    .select('name')
    .where('name', '=', name)
    .where('expires_at', '>=', isoOf(now))
    .where('expires_at', '<=', isoOf(now + LONGEST_MS))
    .executeTakeFirst();
  return row !== undefined;
}

/** One clock for all who share a store, ms: that of the database, or of the only machine that uses a file. */
async function clockOf(db: Db): Promise<number> {
  if (!isPostgres(db)) return Date.now();
  const { rows } = await sql<{ ms: string }>`select floor(extract(epoch from clock_timestamp()) * 1000) as ms`.execute(
    db,
  );
  return Number(rows[0]?.ms);
}

const isoOf = (ms: number): string => new Date(ms).toISOString();
