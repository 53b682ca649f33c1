import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { metrics } from '@/lib/metrics.server';
import { EngineProcess, freePort } from './embedded/process.server';
import type { FactName } from './facts';
import { HttpLedger } from './client.server';
import { AT_ONCE } from './connections.server';
import { addColumn, migrations } from './migrations';
import { Servers } from './servers.server';
import { openTestLedger } from './testing/open.server.test-data';
import { Topology } from './topology.server';

const folder = mkdtempSync(join(tmpdir(), 'suanpan-open-'));
vi.hoisted(() => {
  process.env.SUANPAN_SECRET = 'q7Lw2ZtX9vRk4MnB8cJd1FhG6sYpA3eU5oTi';
});

const portal = async (environment: Record<string, string>) => {
  for (const [name, value] of Object.entries({ SUANPAN_DATA: folder, ...environment })) vi.stubEnv(name, value);
  // The environment is read once in a process.
  vi.resetModules();
  return import('./open.server');
};
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  rmSync(folder, { recursive: true, force: true });
});

test('the embedded ledger of the portal is there at once, waits for its engine, and ends with it', async () => {
  const { ledger, closeLedger } = await portal({});
  closers.push(closeLedger);
  const since = performance.now();
  const mine = ledger();
  expect(performance.now() - since).toBeLessThan(1000);
  expect(mine.status().state).toBe('starting');
  await vi.waitUntil(
    () =>
      mine.ping().then(
        () => true,
        () => false,
      ),
    { timeout: 60_000, interval: 10 },
  );
  expect(mine.status().state).toBe('ready');
  expect(await metrics().registry.metrics()).toMatch(/^suanpan_ledger_up 1$/m);
  await closeLedger();
  await expect(mine.ping()).rejects.toMatchObject({ code: 'ledger_unavailable' });
});

test('a ledger that cannot start says why, keeps trying, and works once it can', async () => {
  // A file where its folder should be.
  const data = mkdtempSync(join(tmpdir(), 'suanpan-blocked-'));
  const blocker = join(data, 'ledger');
  writeFileSync(blocker, '');
  const { ledger, closeLedger } = await portal({ SUANPAN_DATA: data });
  closers.push(closeLedger, async () => rmSync(data, { recursive: true, force: true }));
  const mine = ledger();
  await vi.waitUntil(() => mine.status().state === 'down', { timeout: 10_000 });
  expect(mine.status().reason).toContain(blocker);
  await expect(mine.ping()).rejects.toMatchObject({ code: 'ledger_unavailable' });
  rmSync(blocker);
  await vi.waitUntil(
    () =>
      mine.ping().then(
        () => true,
        () => false,
      ),
    { timeout: 60_000, interval: 10 },
  );
});

test('a server that is away at the start is used once it answers; one that is dead is passed over', async () => {
  const [port, dead] = [await freePort(), await freePort()];
  const fixed = { port, password: 'p-for-tests-only', listeners: 'SYSTEM START LISTEN HTTP', more: '', grants: [] };
  const servers = new Servers([`http://127.0.0.1:${dead}`, `http://app:p-for-tests-only@127.0.0.1:${port}`]);
  const ledger = new HttpLedger(servers, new Topology());
  servers.watch(ledger);
  closers.push(
    () => ledger.close(),
    async () => servers.stop(),
  );
  await expect(ledger.ping()).rejects.toMatchObject({ code: 'ledger_unavailable' });
  await vi.waitUntil(() => servers.status().state === 'down', { timeout: 20_000 });
  expect(servers.status().reason).toBe('nothing listens at an address of LEDGER_URL');
  const engine = await EngineProcess.start({ folder, fixed });
  closers.push(() => engine.stop());
  await vi.waitUntil(() => servers.status().state === 'ready', { timeout: 20_000 });
  await ledger.ping();
  expect(servers.current()[0]?.url).toBe(`http://127.0.0.1:${port}`);
});

test('an address at which something else answers is said to be no ClickHouse', async () => {
  const other = createServer((_, answer) => answer.writeHead(404).end('nothing here')).listen(0, '127.0.0.1');
  const { port } = (await once(other, 'listening').then(() => other.address())) as AddressInfo;
  const servers = new Servers([`http://127.0.0.1:${port}`]);
  const ledger = new HttpLedger(servers, new Topology());
  servers.watch(ledger);
  closers.push(
    () => ledger.close(),
    async () => servers.stop(),
    async () => void other.close(),
  );
  await vi.waitUntil(() => servers.status().state === 'down', { timeout: 20_000 });
  expect(servers.status().reason).toBe('something answers at an address of LEDGER_URL that is not ClickHouse');
});

test.each(['server', 'two shards'] as const)(
  'a column that comes later is there in new and old rows: %s',
  async (kind) => {
    const open = await openTestLedger(kind);
    closers.push(() => open.close());
    const place = { version: 1, account: 'a', cycle: '2026-10', currency: 'CNY' };
    const fact: FactName = 'summary_rows';
    await open.ledger.insert(fact, [{ place: { ...place, position: 0 }, record: {} as never }]);
    const later = {
      id: migrations.length + 1,
      name: 'later',
      steps: [addColumn(fact, 'note', "String DEFAULT 'none'")],
    };
    const cluster = kind === 'server' ? null : ({ name: 'ledger', ddl: 'each-node' } as const);
    const servers = new Servers(String(open.env.LEDGER_URL).split(','));
    const upgraded = new HttpLedger(servers, new Topology(cluster, [...migrations, later]));
    closers.push(() => upgraded.close());
    await upgraded.migrate();
    await upgraded.insert(fact, [{ place: { ...place, position: 5000 }, record: {} as never }]);
    const rows = await upgraded.read({ sql: 'SELECT position, note FROM ledger.summary_rows ORDER BY position' });
    expect(rows).toEqual([
      { position: 0, note: 'none' },
      { position: 5000, note: 'none' },
    ]);
    // A program that does not know the newer tables leaves them alone.
    const older = new HttpLedger(servers, new Topology(cluster));
    closers.push(() => older.close());
    await expect(older.ping()).rejects.toMatchObject({
      code: 'ledger_unavailable',
      cause: { message: expect.stringContaining('newer version') },
    });
  },
);

test('the lines of a month of a large account are one file, not one for each column', async () => {
  const open = await openTestLedger('server');
  closers.push(() => open.close());
  const place = { version: 1, account: 'a', cycle: '2026-10', currency: 'CNY' };
  const lines = Array.from({ length: 80_000 }, (_, position) => ({
    place: { ...place, position },
    record: {} as never,
  }));
  await open.ledger.insert('fee_lines', lines);
  const [part] = await open.ledger.read<{ type: string; bytes: string }>({
    sql: "SELECT part_type AS type, data_uncompressed_bytes AS bytes FROM system.parts WHERE table = 'fee_lines' AND active",
  });
  // From ten million bytes on the engine makes many files, unless it is told otherwise.
  expect(Number(part?.bytes)).toBeGreaterThan(10_485_760);
  expect(part?.type).toBe('Compact');
});

test('downloads that stand still keep a further one waiting for a while, and then it is told so', async () => {
  const open = await openTestLedger('server');
  closers.push(() => open.close());
  const ledger = new HttpLedger(new Servers([String(open.env.LEDGER_URL)]), new Topology(), { placeMs: 300 });
  closers.push(() => ledger.close());
  const download = () => ledger.stream({ sql: 'SELECT number FROM system.numbers LIMIT 50000000' });
  const slow = Array.from({ length: AT_ONCE.stream }, download);
  await Promise.all(slow.map((each) => each.next()));
  await expect(download().next()).rejects.toMatchObject({
    code: 'ledger_busy',
    message: expect.stringContaining('downloads'),
  });
  // What is asked meanwhile is answered.
  expect(await ledger.read({ sql: 'SELECT 1 AS one' })).toEqual([{ one: 1 }]);
  await slow[0]?.return(undefined);
  const next = download();
  expect((await next.next()).done).toBe(false);
  await Promise.all([...slow, next].map((each) => each.return(undefined)));
});

test('a question that finds no place for a while is told so, long before its own time is over', async () => {
  const open = await openTestLedger('server');
  closers.push(() => open.close());
  const ledger = new HttpLedger(new Servers([String(open.env.LEDGER_URL)]), new Topology(), { placeMs: 300 });
  closers.push(() => ledger.close());
  const slow = Array.from({ length: AT_ONCE.read }, (_, n) => ledger.read({ sql: `SELECT sleep(2), ${n} AS n` }));
  await expect(ledger.read({ sql: 'SELECT 7 AS n' })).rejects.toMatchObject({
    code: 'ledger_busy',
    message: expect.stringContaining('questions'),
  });
  await Promise.all(slow);
  expect(await ledger.read({ sql: 'SELECT 7 AS n' })).toEqual([{ n: 7 }]);
});
