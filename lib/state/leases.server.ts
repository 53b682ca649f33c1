import 'server-only';

import type { Db } from './schema';

export interface Lease {
  name: string;
  /** Whoever has it: of one process, and new with each start. */
  holder: string;
  forMs: number;
}

/** Takes a lease, or prolongs one's own. @returns false while another holder's has not run out */
export async function holdLease(db: Db, { name, holder, forMs }: Lease): Promise<boolean> {
  const now = Date.now();
  const expires_at = new Date(now + forMs).toISOString();
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
            expression('leases.expires_at', '<', new Date(now).toISOString()),
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
  const row = await db
    .selectFrom('leases')
    .select('name')
    .where('name', '=', name)
    .where('expires_at', '>=', new Date().toISOString())
    .executeTakeFirst();
  return row !== undefined;
}
