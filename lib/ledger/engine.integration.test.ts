import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmbedded } from './open.server';

const folder = mkdtempSync(join(tmpdir(), 'suanpan-ledger-'));
let open: Awaited<ReturnType<typeof openEmbedded>>;

beforeAll(async () => {
  open = await openEmbedded(folder);
});
afterAll(async () => {
  await open.close();
  rmSync(folder, { recursive: true, force: true });
});

const place = { version: 7, account: 'a', cycle: '2026-10', currency: 'CNY', position: 0 };
// biome-ignore lint: a record of which only a few fields matter here
const record = {
  bill_date: '2026-10-01',
  resource_name: `it's "a" {b} \n 名`,
  amount: '123456789012.12345678',
  usage: '0.1',
  bill_type: 1,
} as never;

test('what was inserted is read back exactly', async () => {
  await open.ledger.insert('fee_lines', [{ place, record }]);
  const rows = await open.ledger.read({
    sql: 'SELECT * FROM ledger.fee_lines WHERE version IN {v:Array(UInt32)}',
    params: { v: [7] },
  });
  expect(rows).toMatchObject([
    {
      ...place,
      resource_name: `it's "a" {b} \n 名`,
      amount: '123456789012.12345678',
      usage: '0.1',
      bill_type: 1,
      cash_amount: '0',
      measure_id: null,
      region: '',
    },
  ]);
});

test('an engine that is killed is started again, and what was acknowledged is there', async () => {
  process.kill(open.engine.pid ?? 0, 'SIGKILL');
  const question = { sql: 'SELECT count() AS n FROM ledger.fee_lines' };
  // A machine that is busy may take longer to start it than a question waits.
  await expect.poll(() => open.ledger.read(question).catch(() => null), { timeout: 10_000 }).toEqual([{ n: '1' }]);
  expect(open.ledger.status().state).toBe('ready');
});

test('a dropped version is gone', async () => {
  await open.ledger.dropVersion(7);
  expect(await open.ledger.read({ sql: 'SELECT version FROM ledger.fee_lines' })).toEqual([]);
});
