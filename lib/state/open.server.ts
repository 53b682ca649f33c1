import 'server-only';

import { join } from 'node:path';
import { Kysely, Migrator, PostgresAdapter, sql } from 'kysely';
import { env } from '@/lib/env.server';
import { log } from '@/lib/log.server';
import { openBackupDoor } from './backup-door.server';
import { postgresDialect, sqliteDialect } from './dialect.server';
import { StateOpenError } from './file.server';
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
export async function openState({ databaseUrl, dataDirectory }: StateLocation): Promise<Db> {
  const dialect = databaseUrl
    ? postgresDialect(databaseUrl, (error) => log.warn({ err: error }, 'idle database connection lost'))
    : sqliteDialect(join(dataDirectory, 'state.db'));
  const db = new Kysely<Schema>({ dialect });
  try {
    await migrate(db);
    return db;
  } catch (error) {
    await db.destroy();
    const where = databaseUrl ? 'the database of DATABASE_URL' : join(dataDirectory, 'state.db');
    throw new StateOpenError(`Cannot prepare ${where}: ${error instanceof Error ? error.message : 'unknown fault'}`, {
      cause: error,
    });
  }
}

async function migrate(db: Db): Promise<void> {
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => migrations } }).migrateToLatest();
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
const shared = globalThis as typeof globalThis & { suanpanState?: Promise<Db>; suanpanBackupDoor?: () => void };

/** Lets `npm run backup` copy the store of this process; PostgreSQL has its own ways. */
export async function offerBackups(): Promise<void> {
  if (env().DATABASE_URL) return;
  shared.suanpanBackupDoor = await openBackupDoor(await state(), env().SUANPAN_DATA);
}

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
  shared.suanpanBackupDoor?.();
  const opened = shared.suanpanState;
  shared.suanpanState = undefined;
  await (await opened?.catch(() => undefined))?.destroy();
}
