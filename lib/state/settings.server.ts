import 'server-only';

import type { Db } from './schema';

export async function readSetting(db: Db, key: string): Promise<string | null> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst();
  return row?.value ?? null;
}

export async function writeSetting(db: Db, key: string, value: string): Promise<void> {
  const updated_at = new Date().toISOString();
  await db
    .insertInto('settings')
    .values({ key, value, updated_at })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value, updated_at }))
    .execute();
}

/** Deletes the setting if it still has this value: of several callers, one is told true. */
export async function takeSetting(db: Db, key: string, value: string): Promise<boolean> {
  const taken = await db
    .deleteFrom('settings')
    .where('key', '=', key)
    .where('value', '=', value)
    .returning('key')
    .executeTakeFirst();
  return taken !== undefined;
}
