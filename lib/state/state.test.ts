import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { metrics } from '@/lib/metrics.server';
import { countAttempt, forgiveAttempt } from './attempts.server';
import { keepConnections, listConnections, openConnection, saveConnection } from './connections.server';
import { testDatabases } from './databases.server.test-data';
import { listGrants, replaceGrants } from './grants.server';
import { openState, pingState } from './open.server';
import type { Db } from './schema';
import { findSession, openSession, revokeSession, SESSION_IDLE_MS, SESSION_LIFETIME_MS } from './sessions.server';
import { readSetting, takeSetting, writeSetting } from './settings.server';
import { changeUser, createUser, endAllSessions, findUserByEmail, hasAdmin } from './users.server';
import { canWrite } from './writable.server';

vi.hoisted(() => {
  process.env.LOG_LEVEL = 'silent';
});

const secret = 'x'.repeat(40);
const connection = {
  domainId: 'd1',
  name: 'Main',
  endpoint: 'https://bss.example.com',
  site: 'intl' as const,
  currency: 'USD',
  projectId: null,
  ak: 'AK1',
  sk: 'SKCANARY',
};

describe.each(testDatabases(process.env.SUANPAN_TEST_DATABASE_URL))('state on $name', ({ open }) => {
  let db: Db;
  let drop: () => Promise<void>;
  beforeEach(async () => {
    ({ db, drop } = await open());
  });
  afterEach(() => drop());

  const ada = async () => {
    const id = await createUser(db, { email: 'Ada@X.test', name: 'Ada', role: 'finance', passwordHash: 'h' });
    if (id === null) throw new Error('taken');
    return id;
  };
  const at = (minutes: number) => new Date(Date.UTC(2026, 0, 1, 0, minutes));

  test('an address is one user however it is spelt', async () => {
    const id = await ada();
    expect(await findUserByEmail(db, ' ADA@x.TEST ')).toMatchObject({ id, email: 'ada@x.test', disabled: false });
    expect(await createUser(db, { email: 'ａda@x.test', name: 'B', role: 'admin', passwordHash: 'h' })).toBeNull();
    expect(await hasAdmin(db)).toBe(false);
  });

  test('a session shows the role of now, not that of the sign-in', async () => {
    const id = await ada();
    const session = await openSession(db, id, at(0));
    expect(await findSession(db, session, at(1))).toMatchObject({ userId: id, role: 'finance' });
    await changeUser(db, id, { role: 'viewer' });
    expect(await findSession(db, session, at(1))).toMatchObject({ role: 'viewer' });
  });

  test('a disabled user has no session from the next request on', async () => {
    const id = await ada();
    const session = await openSession(db, id, at(0));
    await changeUser(db, id, { disabled: true });
    expect(await findSession(db, session, at(1))).toBeNull();
    await changeUser(db, id, { disabled: false });
    expect(await findSession(db, session, at(1))).not.toBeNull();
  });

  test('signing out ends one session, ending all ends the others, and a new one works', async () => {
    const id = await ada();
    const [first, second] = [await openSession(db, id, at(0)), await openSession(db, id, at(0))];
    await revokeSession(db, first, at(1));
    expect(await findSession(db, first, at(1))).toBeNull();
    expect(await findSession(db, second, at(1))).not.toBeNull();
    await endAllSessions(db, id);
    expect(await findSession(db, second, at(1))).toBeNull();
    expect(await findSession(db, await openSession(db, id, at(2)), at(2))).not.toBeNull();
  });

  test('a session ends after two idle hours, and after eight hours however busy', async () => {
    const session = await openSession(db, await ada(), at(0));
    const start = at(0).getTime();
    expect(await findSession(db, session, new Date(start + SESSION_IDLE_MS - 1))).not.toBeNull();
    for (let hour = 3; hour < 8; hour += 1) {
      expect(await findSession(db, session, new Date(start + hour * 3_600_000 - 2))).not.toBeNull();
    }
    expect(await findSession(db, session, new Date(start + SESSION_LIFETIME_MS))).toBeNull();
    const idle = await openSession(db, (await findUserByEmail(db, 'ada@x.test'))?.id ?? '', at(0));
    expect(await findSession(db, idle, new Date(start + SESSION_IDLE_MS))).toBeNull();
  });

  test('grants are replaced whole', async () => {
    const id = await ada();
    await replaceGrants(db, id, ['d1', 'd2', 'd2']);
    await replaceGrants(db, id, ['d3']);
    expect(await listGrants(db, id)).toEqual(['d3']);
    expect(await listGrants(db, 'nobody')).toEqual([]);
  });

  test('parallel attempts are all counted', async () => {
    const window = { key: 'k', windowStart: at(0).toISOString() };
    const counts = await Promise.all(Array.from({ length: 20 }, () => countAttempt(db, window)));
    expect(counts.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    await forgiveAttempt(db, window);
    expect(await countAttempt(db, window)).toBe(20);
  });

  test('of many that take a setting, one gets it', async () => {
    await writeSetting(db, 'token', 'a');
    await writeSetting(db, 'token', 'b');
    expect(await takeSetting(db, 'token', 'a')).toBe(false);
    const taken = await Promise.all(Array.from({ length: 10 }, () => takeSetting(db, 'token', 'b')));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await readSetting(db, 'token')).toBeNull();
  });

  test('a stored key is sealed, bound to its account, and opens with the right secret only', async () => {
    await saveConnection(db, connection, secret);
    await saveConnection(db, { ...connection, domainId: 'd2', name: 'Second' }, secret);
    await saveConnection(db, { ...connection, name: 'Renamed' }, secret);
    const [first, second] = await listConnections(db);
    expect([first?.name, second?.name]).toEqual(['Renamed', 'Second']);
    expect(JSON.stringify([first, second])).not.toContain('SKCANARY');
    if (!first || !second) throw new Error('missing');
    expect(openConnection(first, secret)).toEqual({ ...connection, name: 'Renamed' });
    const wrong = expect.objectContaining({ code: 'upstream_credentials' });
    expect(() => openConnection(first, 'y'.repeat(40))).toThrow(wrong);
    expect(() => openConnection({ ...first, skSealed: second.skSealed }, secret)).toThrow(wrong);
    await keepConnections(db, ['d2']);
    expect((await listConnections(db)).map(({ domainId }) => domainId)).toEqual(['d2']);
  });

  test('answers a real question', async () => {
    expect(await pingState(db)).toBe(true);
  });
});

describe('the SQLite file', () => {
  let dataDirectory: string;
  beforeEach(() => {
    dataDirectory = mkdtempSync(join(tmpdir(), 'suanpan-state-'));
  });
  afterEach(() => rmSync(dataDirectory, { recursive: true, force: true }));

  test('is for its owner only, keeps what was written, and syncs each commit', async () => {
    const first = await openState({ databaseUrl: null, dataDirectory });
    await writeSetting(first, 'a', '1');
    const { rows } = await first.executeQuery<{ synchronous: number }>({
      sql: 'pragma synchronous',
      parameters: [],
      query: { kind: 'RawNode', sqlFragments: ['pragma synchronous'], parameters: [] },
      queryId: { queryId: 'pragma' },
    });
    expect(rows).toEqual([{ synchronous: 2 }]);
    await first.destroy();
    expect(statSync(join(dataDirectory, 'state.db')).mode & 0o777).toBe(0o600);
    const second = await openState({ databaseUrl: null, dataDirectory });
    expect(await readSetting(second, 'a')).toBe('1');
    await second.destroy();
  });

  test('and what lies beside it are for their owner only from the first byte, in a folder that was there as well', async () => {
    chmodSync(dataDirectory, 0o755);
    const db = await openState({ databaseUrl: null, dataDirectory });
    await writeSetting(db, 'a', '1');
    expect(statSync(dataDirectory).mode & 0o777).toBe(0o700);
    const modes = readdirSync(dataDirectory).map((name) => [name, statSync(join(dataDirectory, name)).mode & 0o777]);
    expect(modes).toEqual([
      ['state.db', 0o600],
      ['state.db-wal', 0o600],
    ]);
    await db.destroy();
  });

  test('does not go where everybody puts files', async () => {
    chmodSync(dataDirectory, 0o1777);
    await expect(openState({ databaseUrl: null, dataDirectory })).rejects.toThrow(/SUANPAN_DATA a folder of its own$/);
    expect(statSync(dataDirectory).mode & 0o7777).toBe(0o1777);
  });

  test('is not taken for a folder of its own, and left as it is', async () => {
    const file = join(dataDirectory, 'notes');
    writeFileSync(file, 'mine', { mode: 0o644 });
    await expect(openState({ databaseUrl: null, dataDirectory: file })).rejects.toThrow(/is a file; give SUANPAN_DATA/);
    expect(statSync(file).mode & 0o777).toBe(0o644);
    await expect(openState({ databaseUrl: null, dataDirectory: join(file, 'data') })).rejects.toThrow(
      /^Cannot make .* SUANPAN_DATA must name a folder that this user can write$/,
    );
  });

  test('that cannot grow is not available for writing, and is read all the same', async () => {
    const db = await openState({ databaseUrl: null, dataDirectory });
    const id = await createUser(db, { email: 'ada@x.test', name: 'Ada', role: 'viewer', passwordHash: 'h' });
    const session = await openSession(db, id ?? '', new Date());
    await sql`pragma max_page_count = 1`.execute(db);
    await expect(writeSetting(db, 'a', 'x'.repeat(100_000))).rejects.toMatchObject({
      code: 'unavailable',
      message: 'The data folder cannot be written (the disk is full)',
    });
    await sql`create trigger full before update on sessions begin select raise(fail, 'full'); end`.execute(db);
    const later = new Date(Date.now() + 600_000);
    expect(await findSession(db, session, later)).toMatchObject({ email: 'ada@x.test' });
    await db.destroy();
  });

  test('tells whether it can be written', async () => {
    const [good, bad] = [mkdtempSync(join(dataDirectory, 'a')), mkdtempSync(join(dataDirectory, 'b'))];
    const [one, two] = await Promise.all(
      [good, bad].map((folder) => openState({ databaseUrl: null, dataDirectory: folder })),
    );
    if (!one || !two) throw new Error('not opened');
    await sql`create trigger full before insert on settings begin select raise(fail, 'full'); end`.execute(two);
    expect(await canWrite(one)).toBe(true);
    expect(await metrics().registry.metrics()).toContain('suanpan_state_writable 1');
    expect([await canWrite(two), await canWrite(two)]).toEqual([false, false]);
    expect(await metrics().registry.metrics()).toContain('suanpan_state_writable 0');
    await Promise.all([one.destroy(), two.destroy()]);
  });

  test('belongs to one process: a second is told in words', async () => {
    const db = await openState({ databaseUrl: null, dataDirectory });
    const script = `
      import SQLite from 'better-sqlite3';
      const db = new SQLite(${JSON.stringify(join(dataDirectory, 'state.db'))}, { timeout: 0 });
      try { db.exec('create table x (y)'); } catch (error) { console.log(error.code); }`;
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(output.trim()).toBe('SQLITE_BUSY');
    await expect(openState({ databaseUrl: null, dataDirectory })).rejects.toThrow(
      /another Suanpan is using this data folder/,
    );
    await db.destroy();
  });

  test('refuses values that a driver might change in silence', async () => {
    const db = await openState({ databaseUrl: null, dataDirectory });
    await expect(writeSetting(db, 'a', 'x\0y')).rejects.toThrow('cannot bind string');
    await expect(writeSetting(db, 'a', true as unknown as string)).rejects.toThrow('cannot bind boolean');
    await db.destroy();
  });
});
