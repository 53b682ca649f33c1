import 'server-only';

import type { Insertable } from 'kysely';
import type { Db, Schema } from './schema';

export type NameKind = Schema['names']['kind'];
export type NameLanguage = Schema['names']['language'];
export type LearntName = Omit<Insertable<Schema['names']>, 'seen_at'>;

/** Remembers what codes are called; the newest name of a code and language stands. */
export async function learnNames(db: Db, names: readonly LearntName[]): Promise<void> {
  if (names.length === 0) return;
  const seen_at = new Date().toISOString();
  const rows = [...new Map(names.map((name) => [`${name.kind} ${name.language} ${name.code}`, name])).values()];
  const PART = 100;
  for (let from = 0; from < rows.length; from += PART) {
    await db
      .insertInto('names')
      .values(rows.slice(from, from + PART).map((row) => ({ ...row, seen_at })))
      .onConflict((conflict) =>
        conflict
          .columns(['kind', 'code', 'language'])
          .doUpdateSet((expression) => ({ name: expression.ref('excluded.name'), seen_at })),
      )
      .execute();
  }
}

/** Every known name: some hundreds. */
export async function listNames(db: Db): Promise<LearntName[]> {
  return db.selectFrom('names').select(['kind', 'code', 'language', 'name']).execute();
}
