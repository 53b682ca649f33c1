import 'server-only';

import type { Db } from './schema';

export async function listGrants(db: Db, userId: string): Promise<string[]> {
  const rows = await db.selectFrom('grants').select('domain_id').where('user_id', '=', userId).execute();
  return rows.map((row) => row.domain_id);
}

/** Replaces what the user may see; other users are not touched. */
export async function replaceGrants(db: Db, userId: string, domainIds: readonly string[]): Promise<void> {
  const now = new Date().toISOString();
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('grants').where('user_id', '=', userId).execute();
    const rows = [...new Set(domainIds)].map((domain_id) => ({ user_id: userId, domain_id, created_at: now }));
    if (rows.length > 0) await trx.insertInto('grants').values(rows).execute();
  });
}
