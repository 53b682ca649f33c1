import 'server-only';

import { join } from 'node:path';
import { migrations } from '@/lib/state/migrations';
import { migrate, openStateAt } from '@/lib/state/open.server';
import type { Db } from '@/lib/state/schema';
import { readSetting } from '@/lib/state/settings.server';
import type { Manifest } from './manifest.server';
import { readTable } from './read-backup.server';
import { Refused } from './refused';
import { fillTables, isEmptyStore, readMigration, type TableRow } from '@/lib/state/tables.server';
import type { Stores } from './stores';
import { STAGE } from './swap.server';

/** Says which backup a store was made of. */
const RESTORED = 'restored';

/** @throws Refused when this program does not know the tables of the backup */
export function refuseNewer({ state: { migration }, program }: Manifest): void {
  if (Object.hasOwn(migrations, migration)) return;
  throw new Refused(`The backup was made by a newer Suanpan (${program}): restore it with that version`);
}

/** Makes the SQLite file beside what is there; the swap puts it in place. */
export async function stageSqlite(data: string, from: string, manifest: Manifest): Promise<void> {
  const { migration } = manifest.state;
  const db = await openStateAt({ databaseUrl: null, dataDirectory: join(data, STAGE) }, { migration });
  try {
    await fill(db, from, manifest);
  } finally {
    // Closing it brings everything into the one file.
    await db.destroy();
  }
}

/** @throws Refused unless the database is empty */
export async function refuseFilled({ databaseUrl, dataDirectory }: Stores, { state }: Manifest): Promise<void> {
  await withDatabase({ databaseUrl, dataDirectory }, async (db) => {
    const present = await readMigration(db);
    const empty = await isEmptyStore(db);
    if (empty && (present === null || present <= state.migration)) return;
    throw new Refused(`The database of DATABASE_URL has ${empty ? 'newer' : 'filled'} tables: give it an empty one`);
  });
}

/** All of it in one transaction. */
export async function fillDatabase(stores: Stores, from: string, manifest: Manifest): Promise<void> {
  await withDatabase(stores, async (db) => {
    await migrate(db, { migration: manifest.state.migration });
    await fill(db, from, manifest);
  });
}

/** Whether a restore of a backup that was cut off had come so far; then what is left of it is done. */
export async function endDatabase(stores: Stores, backup: string): Promise<boolean> {
  return withDatabase(stores, async (db) => {
    if ((await readMigration(db)) === null) return false;
    const restored = await readSetting(db, RESTORED).catch(() => null);
    if (restored === null || !restored.includes(backup)) return false;
    await migrate(db);
    return true;
  });
}

async function withDatabase<T>(
  { databaseUrl, dataDirectory }: Pick<Stores, 'databaseUrl' | 'dataDirectory'>,
  work: (db: Db) => Promise<T>,
): Promise<T> {
  const db = await openStateAt({ databaseUrl, dataDirectory }, 'as-is');
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}

async function fill(db: Db, from: string, manifest: Manifest): Promise<void> {
  const tables = new Map<string, TableRow[]>();
  for (const table of manifest.state.tables) tables.set(table.name, await readTable(from, table));
  const now = new Date().toISOString();
  const { id, madeAt } = manifest;
  const settings = (tables.get('settings') ?? []).filter(({ key }) => key !== RESTORED);
  settings.push({ key: RESTORED, value: JSON.stringify({ backup: id, madeAt, at: now }), updated_at: now });
  await fillTables(db, tables.set('settings', settings));
  await migrate(db);
}
