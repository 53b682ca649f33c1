import 'server-only';

import { type Kysely, sql } from 'kysely';
import { isPostgres } from './open.server';
import type { Db, Schema } from './schema';

export type TableRow = Readonly<Record<string, string | number | null>>;
type AnyDb = Kysely<Record<string, Record<string, unknown>>>;

/** What must not come back with a backup: who was signed in then, who failed to, and what was under way. */
const OF_THE_MOMENT = new Set<string>(['sessions', 'attempts', 'leases'] satisfies (keyof Schema)[]);
const MIGRATIONS = ['kysely_migration', 'kysely_migration_lock'];
const ROWS_AT_ONCE = 100;

const anyOf = (db: Db): AnyDb => db as unknown as AnyDb;

/** Tables of the store, parents before those that refer to them; those of the migrations left out. */
export async function listTables(db: Db): Promise<string[]> {
  const { rows } = isPostgres(db)
    ? await sql<{ name: string }>`select table_name as name from information_schema.tables
        where table_schema = current_schema() and table_type = 'BASE TABLE'`.execute(db)
    : await sql<{
        name: string;
      }>`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`.execute(db);
  const names = rows.map(({ name }) => name).filter((name) => !MIGRATIONS.includes(name));
  return parentsFirst(names.sort(), await readReferences(db));
}

async function readReferences(db: Db): Promise<{ child: string; parent: string }[]> {
  const asked = isPostgres(db)
    ? sql<{ child: string; parent: string }>`select child.relname as child, parent.relname as parent from pg_constraint
        join pg_class child on child.oid = conrelid join pg_class parent on parent.oid = confrelid
        where contype = 'f' and connamespace = current_schema()::regnamespace`
    : sql<{ child: string; parent: string }>`select m.name as child, f."table" as parent
        from sqlite_master m, pragma_foreign_key_list(m.name) f where m.type = 'table'`;
  return (await asked.execute(db)).rows;
}

function parentsFirst(names: readonly string[], references: readonly { child: string; parent: string }[]): string[] {
  const ordered: string[] = [];
  const visit = (name: string, above: readonly string[]) => {
    if (ordered.includes(name) || above.includes(name)) return;
    for (const { child, parent } of references) if (child === name) visit(parent, [...above, name]);
    ordered.push(name);
  };
  for (const name of names) visit(name, []);
  return ordered;
}

/** Every table that belongs into a backup, whole and of one instant. */
export async function readTables(db: Db): Promise<Map<string, TableRow[]>> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      const tables = new Map<string, TableRow[]>();
      for (const name of await listTables(trx)) {
        if (OF_THE_MOMENT.has(name)) continue;
        tables.set(name, (await anyOf(trx).selectFrom(name).selectAll().execute()) as TableRow[]);
      }
      return tables;
    });
}

/** Name of the newest migration that the tables have; null when there are none. */
export async function readMigration(db: Db): Promise<string | null> {
  const { rows } = isPostgres(db)
    ? await sql<{ name: string }>`select table_name as name from information_schema.tables
        where table_schema = current_schema() and table_name = 'kysely_migration'`.execute(db)
    : await sql<{ name: string }>`select name from sqlite_master where name = 'kysely_migration'`.execute(db);
  if (rows.length === 0) return null;
  const done = await sql<{ name: string }>`select name from kysely_migration order by name desc limit 1`.execute(db);
  return done.rows[0]?.name ?? null;
}

/** Whether nobody has put anything into it yet. */
export async function isEmptyStore(db: Db): Promise<boolean> {
  for (const name of await listTables(db)) {
    if (await anyOf(db).selectFrom(name).selectAll().limit(1).executeTakeFirst()) return false;
  }
  return true;
}

/** All of it or nothing. The tables are those of the same migration, and empty. */
export async function fillTables(db: Db, tables: ReadonlyMap<string, readonly TableRow[]>): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const known = await listTables(trx);
    for (const name of tables.keys()) if (!known.includes(name)) throw new Error(`there is no table ${name}`);
    for (const name of known) {
      const rows = tables.get(name) ?? [];
      for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
        await anyOf(trx)
          .insertInto(name)
          .values(rows.slice(start, start + ROWS_AT_ONCE))
          .execute();
      }
    }
  });
}
