import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openState } from './open.server';
import type { Db } from './schema';

export interface TestDatabase {
  name: string;
  /** An empty store of its own, and the way to be rid of it. */
  open(): Promise<{ db: Db; drop: () => Promise<void> }>;
}

const sqlite: TestDatabase = {
  name: 'SQLite',
  async open() {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'suanpan-state-'));
    const db = await openState({ databaseUrl: null, dataDirectory });
    return {
      db,
      async drop() {
        await db.destroy();
        rmSync(dataDirectory, { recursive: true, force: true });
      },
    };
  },
};

const postgres = (url: string): TestDatabase => ({
  name: 'PostgreSQL',
  async open() {
    const schema = `suanpan_test_${randomBytes(6).toString('hex')}`;
    const admin = new pg.Client({ connectionString: url });
    await admin.connect();
    await admin.query(`create schema ${schema}`);
    const own = new URL(url);
    own.searchParams.set('options', `-c search_path=${schema}`);
    const db = await openState({ databaseUrl: own.href, dataDirectory: '' });
    return {
      db,
      async drop() {
        await db.destroy();
        await admin.query(`drop schema ${schema} cascade`);
        await admin.end();
      },
    };
  },
});

/** SQLite always; PostgreSQL as well when SUANPAN_TEST_DATABASE_URL names a server, `url` here. */
export function testDatabases(url: string | undefined): TestDatabase[] {
  return url ? [sqlite, postgres(url)] : [sqlite];
}
