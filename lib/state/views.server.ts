import 'server-only';

import { randomUUID } from 'node:crypto';
import { AppError } from '@/lib/http/errors';
import type { Db } from './schema';

export interface SavedView {
  id: string;
  userId: string;
  /** Of who made it. */
  owner: string;
  name: string;
  query: string;
  shared: boolean;
}

/** Own views and those that are shared, by name. */
export async function listViews(db: Db, userId: string): Promise<SavedView[]> {
  const rows = await db
    .selectFrom('saved_views')
    .innerJoin('users', 'users.id', 'saved_views.user_id')
    .select(['saved_views.id', 'user_id', 'saved_views.name', 'query', 'shared', 'users.name as owner'])
    .where((where) => where.or([where('user_id', '=', userId), where('shared', '=', 1)]))
    .orderBy('saved_views.name')
    .orderBy('saved_views.id')
    .execute();
  return rows.map(({ user_id, shared, ...row }) => ({ ...row, userId: user_id, shared: shared === 1 }));
}

export type ViewContent = Pick<SavedView, 'name' | 'query' | 'shared'>;

/** More than anyone looks through. */
const MOST_VIEWS = 200;

/** @throws AppError `conflict` when the user has a view of that name, or too many. @returns its id */
export async function createView(db: Db, userId: string, { name, query, shared }: ViewContent): Promise<string> {
  const id = randomUUID();
  const now = new Date().toISOString();
  await db.transaction().execute(async (transaction) => {
    const own = await transaction.selectFrom('saved_views').select('name').where('user_id', '=', userId).execute();
    if (own.length >= MOST_VIEWS)
      throw new AppError('conflict', `You have ${MOST_VIEWS} views already: delete one first`);
    if (own.some((view) => view.name === name)) throw nameTaken(name);
    await transaction
      .insertInto('saved_views')
      .values({ id, user_id: userId, name, query, shared: shared ? 1 : 0, created_at: now, updated_at: now })
      .execute();
  });
  return id;
}

/** Changes an own view. @throws AppError `not_found` when it is none, `conflict` when the name is taken */
export async function changeView(
  db: Db,
  { id, userId }: { id: string; userId: string },
  { shared, ...change }: Partial<ViewContent>,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    if (change.name !== undefined) {
      const taken = await transaction
        .selectFrom('saved_views')
        .select('id')
        .where('user_id', '=', userId)
        .where('name', '=', change.name)
        .where('id', '!=', id)
        .executeTakeFirst();
      if (taken) throw nameTaken(change.name);
    }
    const { numUpdatedRows } = await transaction
      .updateTable('saved_views')
      .set({
        ...change,
        ...(shared === undefined ? {} : { shared: shared ? 1 : 0 }),
        updated_at: new Date().toISOString(),
      })
      .where('id', '=', id)
      .where('user_id', '=', userId)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw noView();
  });
}

/** Removes an own view. @throws AppError `not_found` when it is none */
export async function deleteView(db: Db, { id, userId }: { id: string; userId: string }): Promise<void> {
  const { numDeletedRows } = await db
    .deleteFrom('saved_views')
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw noView();
}

const nameTaken = (name: string) =>
  new AppError('conflict', `You have a view named “${name}” already`, { field: 'name' });
const noView = () => new AppError('not_found', 'There is no such view of yours');
