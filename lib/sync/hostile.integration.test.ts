import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Cycle } from '@/lib/cycles';
import { askForCycles, listSyncCycles } from '@/lib/state/syncs.server';
import { listPublished } from '@/lib/state/versions.server';
import { type SyncBench, startBench } from './sync-bench.test.fixture';

vi.hoisted(() => {
  process.env.LOG_LEVEL = 'silent';
});

const CLOSED = '2026-10' as Cycle;
const FEES = 'ListCustomerselfResourceRecords';
const USAGE = 'ListCustomerselfResourceRecordDetails';

let bench: SyncBench;
beforeAll(async () => {
  bench = await startBench({ months: 2, lines: 1100, newest: 2 });
  await bench.sync();
});
afterAll(() => bench.close());
afterEach(() => bench.control('DELETE', '/faults'));

const domainId = () => bench.accounts[0]?.domainId ?? '';
const published = async () => {
  const [found] = await listPublished(bench.db, { domainIds: [domainId()], from: CLOSED, to: CLOSED });
  if (!found) throw new Error('not published');
  return found;
};
const syncRow = async () => (await listSyncCycles(bench.db, [domainId()])).find((row) => row.cycle === CLOSED);
const syncAgain = async () => {
  await askForCycles(bench.db, [{ domainId: domainId(), cycle: CLOSED }], 'sync');
  await bench.sync();
};
const fault = (operation: string, more: Record<string, unknown>) =>
  bench.control('POST', '/faults', { operation, match: { cycle: CLOSED }, ...more });
const last = { match: { cycle: CLOSED, offset: '>=1000' } };

test.each<[string, string, Record<string, unknown>, string]>([
  ['one row in another currency', FEES, { ...last, kind: 'edit', set: { currency: 'EUR' } }, 'foreign_rows'],
  ['one row of usage in another currency', USAGE, { kind: 'edit', set: { currency: 'EUR' } }, 'foreign_rows'],
  ['one row of another cycle', USAGE, { kind: 'edit', set: { cycle: '2026-09' } }, 'foreign_rows'],
  [
    'a bill date that is an instant of another cycle',
    USAGE,
    { kind: 'edit', set: { bill_date: '2026-11-01' } },
    'foreign_rows',
  ],
  ['amounts that are not there', FEES, { kind: 'numbers', as: 'null' }, 'unproven'],
  ['one amount that is not there', USAGE, { kind: 'edit', raw: { consume_amount: 'null' } }, 'unproven'],
  ['an exponent beyond measure', FEES, { ...last, kind: 'edit', raw: { amount: '1e999999999' } }, 'upstream_invalid'],
  ['twelve decimals', FEES, { ...last, kind: 'edit', raw: { amount: '1.000000000001' } }, 'upstream_invalid'],
  ['an amount that is no number', FEES, { kind: 'edit', set: { amount: 'NaN' } }, 'upstream_invalid'],
  ['a list that is none', FEES, { kind: 'edit', rows: 'top', set: { fee_records: {} } }, 'upstream_invalid'],
  ['a count below zero', FEES, { kind: 'edit', rows: 'top', set: { total_count: -1 } }, 'upstream_invalid'],
  [
    'a count that is no whole number',
    FEES,
    { kind: 'edit', rows: 'top', raw: { total_count: '1100.5' } },
    'upstream_invalid',
  ],
  ['a count beyond what is there', FEES, { kind: 'total', total: 1_000_000_000 }, 'moving'],
  ['the same page twice', FEES, { kind: 'edit', rows: 'all', set: { id: 'x', amount: '1' } }, 'unproven'],
])('%s is not published', async (...[, operation, more, code]) => {
  const before = await published();
  await fault(operation, more);
  await syncAgain();
  expect(await published()).toMatchObject({ version: before.version, hash: before.hash });
  expect(await syncRow()).toMatchObject({ error_code: code, sync_asked: null });
});

test('a count that is always wrong is told with both numbers', async () => {
  await fault(FEES, { kind: 'total', total: '+5' });
  await syncAgain();
  const { error_code, error_detail } = (await syncRow()) ?? {};
  expect({ error_code, error_detail }).toEqual({
    error_code: 'moving',
    error_detail: expect.stringMatching(/The last one: expenditures: \d+ rows were counted, and \d+ came\.$/),
  });
});

test.each<[string, string, Record<string, unknown>]>([
  ['a count that is text', FEES, { kind: 'edit', rows: 'top', set: { total_count: '1100' } }],
  ['twelve decimals, the last two of them zeros', FEES, { kind: 'numbers', as: 'text' }],
  ['pages in an order of their own', FEES, { kind: 'reorder' }],
  ['short pages in the middle', USAGE, { kind: 'page', keep: 300, count: 2 }],
])('%s changes nothing', async (...[, operation, more]) => {
  const before = await published();
  await fault(operation, more);
  await syncAgain();
  expect(await syncRow()).toMatchObject({ error_code: null, failures: 0 });
  expect(await published()).toMatchObject({ version: before.version, hash: before.hash });
});

test('lines swapped between two readings that must agree, their count and sums the same, are of the later one', async () => {
  const before = await published();
  // The first reading must be doubted, or there would be no second.
  await fault(FEES, { kind: 'restate', share: 0.01, by: '0.05', count: 2 });
  await fault(FEES, { kind: 'edit', rows: 1, set: { resource_name: 'swapped' } });
  await syncAgain();
  const { version } = await published();
  expect(version).not.toBe(before.version);
  const rows = await bench.ledger.read({
    sql: "SELECT countIf(resource_name = 'swapped') AS swapped, toString(sum(amount)) AS amount FROM ledger.fee_lines WHERE version IN {v:Array(UInt32)} GROUP BY version ORDER BY version",
    params: { v: [before.version, version] },
  });
  expect(rows).toMatchObject([{ swapped: '0' }, { swapped: '2' }]);
  const [old, now] = rows as { amount: string }[];
  expect(now?.amount).toBe(old?.amount);
});
