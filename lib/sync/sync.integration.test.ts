import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ServiceContext } from '@/lib/context.server';
import type { Cycle } from '@/lib/cycles';
import { listChanges, sumChanges } from '@/lib/ledger/changes.server';
import { readPublished } from '@/lib/ledger/published.server';
import { decimal, subtract } from '@/lib/money';
import { askForCycles, listSyncCycles, readSyncHealth } from '@/lib/state/syncs.server';
import { allocateVersion, failVersion } from '@/lib/state/loads.server';
import { findVersion, listPublished, listVersions } from '@/lib/state/versions.server';
import { getChanges } from './list-changes.server';
import { getSync } from './list-sync.server';
import { type SyncBench, startBench } from './sync-bench.test.fixture';
import { dropOldVersions } from './tidy.server';
import { FEES, SUMMARY, unbelievable } from './unbelievable.test.fixture';
import { verifyCycle } from './verify-cycle.server';
import { expectWorld as sameAsWorld, storedVersionDigests } from './world-lines.test.fixture';

vi.hoisted(() => {
  process.env.LOG_LEVEL = 'silent';
});

const OPEN = '2026-11' as Cycle;
const CLOSED = '2026-10' as Cycle;

let bench: SyncBench;
beforeAll(async () => {
  bench = await startBench({ months: 2, lines: 2300 });
  await bench.sync();
});
afterAll(() => bench.close());
afterEach(() => bench.control('DELETE', '/faults'));

const domainId = () => bench.accounts[0]?.domainId ?? '';
const published = async (cycle: Cycle) => {
  const [found] = await listPublished(bench.db, { domainIds: [domainId()], from: cycle, to: cycle });
  if (!found) throw new Error(`${cycle} is not published`);
  return found;
};
const syncRow = async (cycle: Cycle) =>
  (await listSyncCycles(bench.db, [domainId()])).find((row) => row.cycle === cycle);
const syncAgain = async (cycle: Cycle) => {
  await askForCycles(bench.db, [{ domainId: domainId(), cycle }], 'sync');
  await bench.sync();
};
const fault = (cycle: Cycle, operation: string, more: Record<string, unknown>) =>
  bench.control('POST', '/faults', {
    operation,
    match: operation === SUMMARY ? { bill_cycle: cycle } : { cycle },
    ...more,
  });

// What these questions do not touch is not there.
const context = () =>
  ({
    accounts: bench.accounts,
    clock: bench.clock,
    ledger: bench.ledger,
    state: bench.db,
  }) as unknown as ServiceContext;

const expectWorld = async (cycle: Cycle) => sameAsWorld(bench, { cycle, version: (await published(cycle)).version });

test('every cycle is published, line for line as the upstream has it, and never over the quota', async () => {
  const all = await listPublished(bench.db, { domainIds: [domainId()], from: '2020-01' as Cycle, to: OPEN });
  expect(all).toHaveLength(36);
  await expectWorld(CLOSED);
  await expectWorld(OPEN);
  expect(await published(CLOSED)).toMatchObject({ cycleState: 'final', offBy: null, restated: false });
  expect(bench.calls.filter(({ retries }) => retries.length > 0)).toEqual([]);
});

test('the same figures are not published twice', async () => {
  const before = await published(CLOSED);
  await syncAgain(CLOSED);
  expect(await published(CLOSED)).toMatchObject({ version: before.version, hash: before.hash });
  const last = (await listVersions(bench.db, 'dropped')).at(-1);
  expect(await storedVersionDigests(bench.ledger, last?.version ?? 0, 'fee_lines')).toEqual([]);
});

describe('a cycle that cannot be believed keeps its old version', () => {
  test.each(unbelievable(CLOSED))('%s', async (...[, operation, more, code]) => {
    const before = await published(CLOSED);
    await fault(CLOSED, operation, more);
    await syncAgain(CLOSED);
    expect(await published(CLOSED)).toMatchObject({ version: before.version, hash: before.hash });
    expect(await syncRow(CLOSED)).toMatchObject({ error_code: code, sync_asked: null });
    await bench.control('DELETE', '/faults');
    await syncAgain(CLOSED);
    expect(await syncRow(CLOSED)).toMatchObject({ error_code: null, failures: 0 });
  });
});

test('pages shorter than asked for, and the spellings of numbers, change nothing', async () => {
  const before = await published(CLOSED);
  for (const more of [
    { kind: 'page', keep: 99, count: 6 },
    { kind: 'cap', limit: 400 },
    { kind: 'numbers', as: 'text' },
    { kind: 'numbers', as: 'exponent' },
  ]) {
    await fault(CLOSED, FEES, more);
    await syncAgain(CLOSED);
    expect(await syncRow(CLOSED), JSON.stringify(more)).toMatchObject({ error_code: null });
    expect((await published(CLOSED)).hash).toBe(before.hash);
    await bench.control('DELETE', '/faults');
  }
});

test('rows that push in while it is read are all there, or none of them', async () => {
  await fault(CLOSED, FEES, { kind: 'shift', rows: 1, times: 3 });
  const before = await published(CLOSED);
  await syncAgain(CLOSED);
  // The list grew and the summary did not follow: nothing of it may be seen.
  expect((await published(CLOSED)).version).toBe(before.version);
});

test('codes that nobody knows are kept as they are', async () => {
  await fault(CLOSED, FEES, { kind: 'edit', rows: 'all', set: { bill_type: 999 } });
  await syncAgain(CLOSED);
  const { version } = await published(CLOSED);
  const rows = await bench.ledger.read({
    sql: 'SELECT DISTINCT bill_type FROM ledger.fee_lines WHERE version = {version:UInt32}',
    params: { version },
  });
  expect(rows).toEqual([{ bill_type: 999 }]);
  await bench.control('DELETE', '/faults');
  await syncAgain(CLOSED);
  await expectWorld(CLOSED);
});

test('an open bill that lags behind its summary is shown, and says so', async () => {
  await fault(OPEN, FEES, { kind: 'restate', share: 0.01, by: '0.05' });
  await syncAgain(OPEN);
  const { offBy } = await published(OPEN);
  expect(JSON.parse(offBy ?? '[]')).toContainEqual(
    expect.objectContaining({ view: 'expenditures', amount: 'payable' }),
  );
});

test('a correction after the bill was final keeps what was there and shows what changed', async () => {
  const before = await published(CLOSED);
  await bench.control('POST', '/bills/restate', { cycle: CLOSED, perMille: 10 });
  await bench.control('POST', '/bills/late', { cycle: CLOSED, count: 7 });
  await syncAgain(CLOSED);
  const after = await published(CLOSED);
  expect(after).toMatchObject({ restated: true, previous: before.version, cycleState: 'final' });
  await expectWorld(CLOSED);
  const compared = { before: before.version, after: after.version };
  const totals = await sumChanges(bench.ledger, compared);
  const fees = totals.filter(({ view }) => view === 'expenditures');
  expect(fees.find(({ kind }) => kind === 'added')?.lines).toBeGreaterThanOrEqual(7);
  expect(fees.find(({ kind }) => kind === 'changed')?.lines).toBeGreaterThan(0);
  const sumsOf = async (version: number) =>
    JSON.parse((await findVersion(bench.db, version))?.sums ?? '{}').fee.USD.amount as string;
  const difference = subtract(decimal(await sumsOf(after.version)), decimal(await sumsOf(before.version)));
  const told = fees.reduce((sum, row) => sum + Number(row.after) - Number(row.before), 0);
  expect(told).toBeCloseTo(Number(difference), 6);
  expect((await listChanges(bench.ledger, { ...compared, limit: 5 })).length).toBe(5);
  expect(await dropOldVersions(bench.db, bench.ledger, Date.now() + 3_600_000)).not.toContain(before.version);
  const changes = () => getChanges(context(), { account: domainId(), cycle: CLOSED });
  expect((await changes()).total).toBeGreaterThan(0);
  // Lines that are gone were not added since.
  await bench.ledger.dropVersion(before.version);
  await expect(changes()).rejects.toMatchObject({ code: 'not_found', field: 'cycle' });
});

test('a full scan finds what is right and what is gone', async () => {
  const [account] = bench.accounts;
  if (!account) throw new Error('no account');
  const asked = { account, cycle: CLOSED, signal: new AbortController().signal, bss: () => bench.bssOf(0) };
  expect(await verifyCycle(bench, asked)).toMatchObject({ stored: 'ok', upstream: 'same' });
  await bench.ledger.dropVersion((await published(CLOSED)).version);
  expect(await verifyCycle(bench, asked)).toMatchObject({ stored: 'damaged' });
});

describe('lines that were published and are not there any more', () => {
  const whole = async (cycle: Cycle) =>
    readPublished(bench.db, bench.ledger, { domainIds: [domainId()], from: cycle, to: cycle });

  test('after a full scan they are left out, read again and shown again', async () => {
    const before = await published(CLOSED);
    expect(before.damaged).toBe(true);
    expect((await whole(CLOSED)).whole).toEqual([]);
    const { accounts, items } = await getSync(context(), { account: null });
    expect(items.find(({ cycle }) => cycle === CLOSED)).toMatchObject({ whole: false, status: 'attention' });
    expect(accounts).toMatchObject([{ cyclesDone: 35, cyclesTotal: 36 }]);
    await bench.sync();
    const [after] = (await whole(CLOSED)).whole;
    expect(after).toMatchObject({
      hash: before.hash,
      damaged: false,
      restated: before.restated,
      previous: before.previous,
    });
    expect(after?.version).toBeGreaterThan(before.version);
    await expectWorld(CLOSED);
  });

  test('a ledger that starts with fewer of them does not sum the rest', async () => {
    const before = await published(CLOSED);
    await bench.ledger.dropVersion(before.version);
    await bench.node.kill();
    await bench.node.revive();
    await vi.waitFor(async () => expect((await whole(CLOSED)).lacking).toHaveLength(1), { timeout: 20_000 });
    expect((await whole(CLOSED)).whole).toEqual([]);
    await bench.sync();
    expect((await whole(CLOSED)).whole).toMatchObject([{ hash: before.hash }]);
    await expectWorld(CLOSED);
  });

  test('those of a load that failed do not stay for ever', async () => {
    const version = await allocateVersion(bench.db, {
      domainId: domainId(),
      cycle: CLOSED,
      cycleState: 'final',
      asOf: '2026-11-22T04:00:00.000Z',
    });
    await failVersion(bench.db, version, { code: 'moving', detail: 'The ledger was away when it failed.' });
    expect(await dropOldVersions(bench.db, bench.ledger)).not.toContain(version);
    expect(await dropOldVersions(bench.db, bench.ledger, Date.now() + 3_600_000)).toContain(version);
    expect(await dropOldVersions(bench.db, bench.ledger, Date.now() + 3_600_000)).not.toContain(version);
  });
});

test('an upstream that is away is said once for the account, and no cycle is blamed', async () => {
  await bench.control('POST', '/faults', { kind: 'refuse', code: 'CBC.0151', message: 'no' });
  await syncAgain(OPEN);
  expect((await readSyncHealth(bench.db, [domainId()])).get(domainId())).toMatchObject({ code: 'upstream_refused' });
  expect(await syncRow(OPEN)).toMatchObject({ error_code: null });
  await bench.control('DELETE', '/faults');
  bench.restart();
  await syncAgain(OPEN);
  expect([...(await readSyncHealth(bench.db, [domainId()])).values()]).toEqual([]);
});

test('a month becomes closing and then final', async () => {
  const states: unknown[] = [];
  for (const at of ['2026-12-02T00:00:00Z', '2026-12-04T03:00:00Z']) {
    await bench.control('POST', '/clock', { set: at });
    bench.clock.follow(at);
    await bench.sync();
    states.push((await published(OPEN)).cycleState);
  }
  expect(states).toEqual(['closing', 'final']);
  await expectWorld(OPEN);
});
