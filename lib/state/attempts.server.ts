import 'server-only';

import type { Db } from './schema';

export interface AttemptWindow {
  key: string;
  windowStart: string;
}

/** Counts one more attempt and says how many there are now. One statement, so parallel attempts are all counted. */
export async function countAttempt(db: Db, { key, windowStart }: AttemptWindow): Promise<number> {
  const { count } = await db
    .insertInto('attempts')
    .values({ key, window_start: windowStart, count: 1 })
    .onConflict((conflict) =>
      conflict.columns(['key', 'window_start']).doUpdateSet((expression) => ({
        count: expression('attempts.count', '+', 1),
      })),
    )
    .returning('count')
    .executeTakeFirstOrThrow();
  return count;
}

/** Takes back one attempt, which turned out to be a right password. */
export async function forgiveAttempt(db: Db, { key, windowStart }: AttemptWindow): Promise<void> {
  await db
    .updateTable('attempts')
    .set((expression) => ({ count: expression('count', '-', 1) }))
    .where('key', '=', key)
    .where('window_start', '=', windowStart)
    .where('count', '>', 0)
    .execute();
}

export async function clearAttempts(db: Db, key: string): Promise<void> {
  await db.deleteFrom('attempts').where('key', '=', key).execute();
}

export async function dropOldAttempts(db: Db, before: string): Promise<void> {
  await db.deleteFrom('attempts').where('window_start', '<', before).execute();
}
