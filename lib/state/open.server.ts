import 'server-only';

import { join } from 'node:path';
import { Kysely, Migrator, PostgresAdapter, sql } from 'kysely';
import { env } from '@/lib/env.server';
import { log } from '@/lib/log.server';
import { postgresDialect, sqliteDialect } from './dialect.server';
import { StateOpenError } from './open-error';
import { migrations } from './migrations';
import type { Db, Schema } from './schema';

export interface StateLocation {
  /** postgres:// URL, or null for the SQLite file. */
  databaseUrl: string | null;
  dataDirectory: string;
}

/**
 * Opens the state store and brings it to the newest version. The caller closes it with `destroy()`.
 * @throws StateOpenError with one clear line: held by another process, not reachable, or a failed migration
 */
export async function openState(location: StateLocation): Promise<Db> {
  return openStateAt(location, 'newest');
}

/**
 * The same for copies: the tables are brought to a migration of that name, or left `as-is`.
 * @throws StateOpenError
 */
export async function openStateAt(
  { databaseUrl, dataDirectory }: StateLocation,
  target: 'newest' | 'as-is' | { migration: string },
): Promise<Db> {
  const dialect = databaseUrl
    ? postgresDialect(databaseUrl, (error) => log.warn({ err: error }, 'idle database connection lost'))
    : sqliteDialect(join(dataDirectory, 'state.db'));
  const db = new Kysely<Schema>({ dialect });
  try {
    // Asked anyway: kysely closes only what it has used.
    if (target === 'as-is') await sql`select 1`.execute(db);
    else await migrate(db, target);
    return db;
  } catch (error) {
    await db.destroy();
    const where = databaseUrl ? 'the database of DATABASE_URL' : join(dataDirectory, 'state.db');
    throw new StateOpenError(`Cannot prepare ${where}: ${error instanceof Error ? error.message : 'unknown fault'}`, {
      cause: error,
    });
  }
}

/** Brings the tables to the newest version, or to one of that name. */
export async function migrate(db: Db, target: 'newest' | { migration: string } = 'newest'): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await (target === 'newest' ? migrator.migrateToLatest() : migrator.migrateTo(target.migration));
  if (error) throw error;
}

/** Not by constructor name: bundles are minified. */
export const isPostgres = (db: Db): boolean => db.getExecutor().adapter instanceof PostgresAdapter;

/** A real query: true when the store can answer. */
export async function pingState(db: Db): Promise<boolean> {
  await sql`select count(*) from settings`.execute(db);
  return true;
}

// Next bundles pages, routes and the instrumentation apart: module state would open the file three times.
const shared = globalThis as typeof globalThis & { suanpanState?: Promise<Db> };

/** The store of this process, opened on first use. */
export function state(): Promise<Db> {
  shared.suanpanState ??= openState({
    databaseUrl: env().DATABASE_URL ?? null,
    dataDirectory: env().SUANPAN_DATA,
  }).catch((error: unknown) => {
    // The next caller tries again: a database that was away may be back.
    shared.suanpanState = undefined;
    throw error;
  });
  return shared.suanpanState;
}

export async function closeState(): Promise<void> {
  const opened = shared.suanpanState;
  shared.suanpanState = undefined;
  await (await opened?.catch(() => undefined))?.destroy();
}
