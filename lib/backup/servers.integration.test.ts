import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Cycle } from '@/lib/cycles';
import { openTestLedger, type TestLedger } from '@/lib/ledger/testing/open.server.test-data';
import { readPublished } from '@/lib/ledger/published.server';
import { openState } from '@/lib/state/open.server';
import { writeSetting } from '@/lib/state/settings.server';
import { createUser, findUserByEmail } from '@/lib/state/users.server';
import { replaceGrants } from '@/lib/state/grants.server';
import { publishMonth, storedHash } from '@/lib/sync/published-month.test.fixture';
import { LocalSource } from './local-source.server';
import type { Manifest } from './manifest.server';
import { restore } from './restore.server';
import type { Stores } from './stores';
import { writeBackup } from './write-backup.server';

vi.hoisted(() => {
  process.env.LOG_LEVEL = 'silent';
});

const folder = mkdtempSync(join(tmpdir(), 'suanpan-backup-'));
const backup = join(folder, 'backup');
const span = { domainIds: ['d1'], from: '2026-01' as Cycle, to: '2026-12' as Cycle };
let version: number;
let hash: string;
let manifest: Manifest;

/** From a portal of one machine; where it goes is another kind in each test. */
beforeAll(async () => {
  const db = await openState({ databaseUrl: null, dataDirectory: join(folder, 'data') });
  const { ledger, close } = await openTestLedger('embedded');
  await createUser(db, { email: 'a@example.com', name: 'A', role: 'viewer', passwordHash: 'x' });
  const { id } = (await findUserByEmail(db, 'a@example.com')) ?? { id: '' };
  await replaceGrants(db, id, ['d1']);
  await writeSetting(db, 'a', '名 "1"\n');
  version = await publishMonth({ db, ledger }, { domainId: 'd1', cycle: '2026-10' as Cycle, lines: 1500 });
  hash = await storedHash(ledger, version);
  const source = new LocalSource(db, ledger);
  manifest = await writeBackup(source, { to: backup, program: 'test' });
  await source.close();
  await close();
  await db.destroy();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function storesOf({ env }: TestLedger, dataDirectory: string): Stores {
  const urls = String(env.LEDGER_URL).split(',');
  const name = env.LEDGER_CLUSTER;
  return {
    dataDirectory,
    databaseUrl: null,
    ledgerServers: { urls, cluster: name ? { name, ddl: 'each-node' } : null },
  };
}

test('a backup of the embedded ledger goes into two shards', async () => {
  const target = await openTestLedger('two shards');
  const data = join(folder, 'shards');
  await restore(storesOf(target, data), { from: backup, replace: false });
  expect(await storedHash(target.ledger, version)).toBe(hash);
  const db = await openState({ databaseUrl: null, dataDirectory: data });
  expect((await readPublished(db, target.ledger, span)).whole).toMatchObject([{ version, hash }]);
  await db.destroy();
  // The same again is found to be there; other lines under its number are somebody else's.
  await restore(storesOf(target, join(data, 'again')), { from: backup, replace: false });
  await target.ledger.dropVersion(version);
  const place = { version, account: 'd1', cycle: '2026-10', currency: 'CNY', position: 0 };
  await target.ledger.insert('fee_lines', [{ place, record: { amount: '1' } as never }]);
  const third = join(data, 'third');
  await expect(restore(storesOf(target, third), { from: backup, replace: true })).rejects.toThrow(/other lines/);
  expect(await target.ledger.read({ sql: 'SELECT count() AS n FROM ledger.fee_lines' })).toEqual([{ n: '1' }]);
  expect(['state.db', 'restore.json', 'restore.part'].filter((name) => existsSync(join(third, name)))).toEqual([]);
  await target.close();
});

const url = process.env.SUANPAN_TEST_DATABASE_URL;

test.runIf(url)('a backup of a SQLite store goes into PostgreSQL, and back', async () => {
  const schema = `suanpan_test_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(`create schema ${schema}`);
  const own = new URL(url ?? '');
  own.searchParams.set('options', `-c search_path=${schema}`);
  const stores = { dataDirectory: join(folder, 'pg'), databaseUrl: own.href, ledgerServers: null };
  await restore(stores, { from: backup, replace: false });
  await expect(restore(stores, { from: backup, replace: true })).rejects.toThrow(/has filled tables/);
  const db = await openState(stores);
  const { ledger, close } = await openTestLedger('embedded');
  const source = new LocalSource(db, ledger);
  const { tables } = await source.snapshot();
  expect([...(tables.get('users') ?? [])]).toMatchObject([{ email: 'a@example.com', disabled: 0 }]);
  expect(tables.get('grants')).toMatchObject([{ domain_id: 'd1' }]);
  expect(tables.get('settings')).toContainEqual(expect.objectContaining({ key: 'a', value: '名 "1"\n' }));
  expect(tables.get('versions')).toMatchObject([{ version, hash, usage_rows: 1500 }]);
  expect([...tables.keys()].sort()).toEqual(manifest.state.tables.map(({ name }) => name).sort());
  await source.close();
  // Its ledger is another, empty one: state is saved all the same, and says what it lacks.
  const second = new LocalSource(db, ledger);
  const again = await writeBackup(second, { to: join(folder, 'from-pg'), program: 'test' });
  expect(again.ledger).toMatchObject({ versions: [], lacking: [{ version }] });
  await second.close();
  await close();
  await db.destroy();
  const back = join(folder, 'back');
  await restore(
    { dataDirectory: back, databaseUrl: null, ledgerServers: null },
    { from: join(folder, 'from-pg'), replace: false },
  );
  const sqlite = await openState({ databaseUrl: null, dataDirectory: back });
  expect(await findUserByEmail(sqlite, 'a@example.com')).toMatchObject({ role: 'viewer' });
  await sqlite.destroy();
  await admin.query(`drop schema ${schema} cascade`);
  await admin.end();
});
