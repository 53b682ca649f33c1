import 'server-only';

import type SQLite from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  PostgresDialect,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
} from 'kysely';
import pg from 'pg';
import { asUnavailable } from './faults';
import { openStateFile } from './file.server';
import { Breath } from './breath';

class ImmediateDriver extends SqliteDriver {
  readonly #breath = new Breath();

  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    await this.#breath.take();
    return connection;
  }

  /** Plain BEGIN, kysely's own, fails with SQLITE_BUSY_SNAPSHOT when a read is followed by a write. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

class TransactionalDdlAdapter extends SqliteAdapter {
  /** SQLite can; kysely says it cannot, and then half of a failed migration stays. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class ImmediateSqliteDialect extends SqliteDialect {
  constructor(private readonly settings: SqliteDialectConfig) {
    super(settings);
  }
  override createDriver() {
    return new ImmediateDriver(this.settings);
  }
  override createAdapter() {
    return new TransactionalDdlAdapter();
  }
}

/** @throws StateOpenError when another process holds the file, or it cannot be opened. */
export function sqliteDialect(path: string): Dialect {
  return new ImmediateSqliteDialect({ database: guarded(openStateFile(path)) });
}

const STATEMENTS_KEPT = 200;

/** Preparing a statement takes longer than running it, and every request asks the same few questions. */
function guarded(raw: SQLite.Database): SqliteDatabase {
  const known = new Map<string, SQLite.Statement<unknown[]>>();
  const prepared = (text: string) => {
    const statement = known.get(text) ?? raw.prepare<unknown[]>(text);
    if (known.size >= STATEMENTS_KEPT) known.clear();
    known.set(text, statement);
    return statement;
  };
  return {
    close: () => {
      raw.close();
    },
    prepare: (text) => {
      const statement = prepared(text);
      return {
        reader: statement.reader,
        all: (parameters) => attempt(() => statement.all(...bindable(parameters))),
        run: (parameters) => attempt(() => statement.run(...bindable(parameters))),
        // One of its own: a statement cannot be asked again while it is being read row by row.
        iterate: (parameters) =>
          raw.prepare<unknown[]>(text).iterate(...bindable(parameters)) as IterableIterator<unknown>,
      };
    },
  };
}

function attempt<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asUnavailable(error);
  }
}

/** Booleans, NaN and text with NUL would be refused, changed or cut, depending on the driver: refuse them all, everywhere. */
function bindable(parameters: readonly unknown[]): unknown[] {
  for (const value of parameters) {
    const fits =
      value === null ||
      (typeof value === 'string' && !value.includes('\0')) ||
      (typeof value === 'number' && Number.isFinite(value)) ||
      value instanceof Uint8Array;
    if (!fits) throw new TypeError(`cannot bind ${typeof value}`);
  }
  return [...parameters];
}

const INT8 = 20;

/** count(*) is int8, which pg gives as text: a number on both databases, or an error. */
function readInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`count out of range: ${text}`);
  return value;
}

export function postgresDialect(url: string, onIdleError: (error: Error) => void): Dialect {
  const getTypeParser = (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 ? readInt8 : pg.types.getTypeParser(oid, format as 'text');
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5000,
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 15_000,
    types: { getTypeParser },
  });
  // Without a listener a lost idle connection ends the process.
  pool.on('error', onIdleError);
  return new PostgresDialect({ pool });
}
