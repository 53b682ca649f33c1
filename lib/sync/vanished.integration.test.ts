import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { BssAccount } from '@/lib/bss/account.server';
import { addCycles, type Cycle } from '@/lib/cycles';
import { AppError } from '@/lib/http/errors';
import { readLastDays } from '@/lib/ledger/queries/last-days.server';
import { log } from '@/lib/log.server';
import { askForCycles, listSyncCycles, readSyncHealth } from '@/lib/state/syncs.server';
import { listPublished } from '@/lib/state/versions.server';
import { AccountWorker } from './account-worker.server';
import { unexplained } from './lag';
import { SyncProgress } from './progress';
import type { Difference } from './prove';
import { type SyncBench, startBench } from './sync-bench.test.fixture';
import { FEES, SUMMARY } from './unbelievable.test.fixture';
import { verifyCycle } from './verify-cycle.server';

vi.hoisted(() => {
  process.env.LOG_LEVEL = 'silent';
});

const OPEN = '2026-11' as Cycle;
const CLOSED = '2026-10' as Cycle;
const USAGE = 'ListCustomerselfResourceRecordDetails';

let bench: SyncBench;
beforeAll(async () => {
  bench = await startBench({ months: 2, lines: 300 });
  await bench.sync();
});
afterAll(() => bench.close());
afterEach(() => bench.control('DELETE', '/faults'));

const own = () => {
  const [account] = bench.accounts;
  if (!account) throw new Error('the sandbox has no account');
  return account;
};
const published = async (cycle: Cycle) =>
  (await listPublished(bench.db, { domainIds: [own().domainId], from: cycle, to: cycle }))[0];
const rowOf = async (cycle: Cycle) =>
  (await listSyncCycles(bench.db, [own().domainId])).find((row) => row.cycle === cycle);
const ask = (cycle: Cycle) => askForCycles(bench.db, [{ domainId: own().domainId, cycle }], 'sync');

const LISTS: readonly [string, string, Record<string, unknown>][] = [
  [FEES, 'cycle', { fee_records: [] }],
  [USAGE, 'cycle', { monthly_records: [] }],
  [SUMMARY, 'bill_cycle', { bill_sums: [], consume_amount: 0, debt_amount: 0 }],
];
const vanish = async (cycle: Cycle, lists = LISTS) => {
  for (const [operation, member, body] of lists) {
    const answer = { status: 200, body: { total_count: 0, currency: own().currency, ...body } };
    await bench.control('POST', '/faults', { operation, match: { [member]: cycle }, ...answer });
  }
};

test('what the running month has more than its summary is what its last days came to', async () => {
  const open = await published(OPEN);
  const differences = JSON.parse(open?.offBy ?? '[]') as Difference[];
  expect(differences.map(({ view }) => view)).toContain('expenditures');
  const days = await readLastDays(bench.ledger, { version: open?.version ?? 0, from: '2026-11-01' });
  expect(unexplained(differences, days)).toEqual([]);
});

test.each(LISTS)('%s that says nothing of the running month takes nothing from it', async (...list) => {
  const before = await published(OPEN);
  expect(Object.values(before?.rows ?? {}).every((rows) => rows > 0)).toBe(true);
  await vanish(OPEN, [list]);
  await ask(OPEN);
  await bench.sync();
  expect(await published(OPEN)).toMatchObject({ version: before?.version, rows: before?.rows });
  expect(await rowOf(OPEN)).toMatchObject({ error_code: 'emptied' });
  await bench.control('DELETE', '/faults');
  await ask(OPEN);
  await bench.sync();
  expect(await rowOf(OPEN)).toMatchObject({ error_code: null });
});

describe('a month that is empty upstream, all lists and sums agreeing', () => {
  test('keeps the lines that the ledger has of it, and says so', async () => {
    const before = await published(CLOSED);
    expect(before?.rows.fee).toBeGreaterThan(0);
    await vanish(CLOSED);
    await ask(CLOSED);
    await bench.sync();
    expect(await published(CLOSED)).toMatchObject({ version: before?.version, rows: before?.rows });
    expect(await rowOf(CLOSED)).toMatchObject({ error_code: 'emptied', sync_asked: null });
    await bench.control('DELETE', '/faults');
    await ask(CLOSED);
    await bench.sync();
    expect(await rowOf(CLOSED)).toMatchObject({ error_code: null });
  });

  test('is not told to have changed when it is older than the service keeps', async () => {
    const asked = { account: own(), cycle: CLOSED, signal: new AbortController().signal, bss: () => bench.bssOf(0) };
    await vanish(CLOSED);
    expect(await verifyCycle(bench, asked)).toMatchObject({ stored: 'ok', upstream: 'changed' });
    const clock = { now: () => new Date('2030-01-01T00:00:00Z') };
    expect(await verifyCycle({ ...bench, clock }, asked)).toMatchObject({ stored: 'ok', upstream: 'unknown' });
  });
});

test('an account that is left alone is asked once each time that somebody wants something, and for nothing else', async () => {
  const { db, ledger, spool, thread, clock } = bench;
  const { domainId } = own();
  let calls = 0;
  const monthlySum: BssAccount['monthlySum'] = async () => {
    calls += 1;
    throw new AppError('upstream_unavailable', 'Huawei Cloud answered with 500.');
  };
  const bss = () => ({ ...bench.bssOf(0), monthlySum });
  const worker = new AccountWorker({
    ...{ db, ledger, spool, thread, clock, account: own(), bss, progress: new SyncProgress(), log },
    pauses: { look: 1, away: 60_000, account: 60_000 },
  });
  // One fell off the edge after it was asked for.
  const old = addCycles(OPEN, -36);
  await ask(old);
  await ask(CLOSED);
  const ended = new AbortController();
  const running = worker.run(ended.signal);
  await vi.waitFor(async () => expect((await readSyncHealth(db, [domainId])).size).toBe(1), { timeout: 10_000 });
  for (let turns = 0; turns < 2000; turns += 1) await turn();
  // The one that was asked for, and the open one that began beside it.
  expect(calls).toBeLessThanOrEqual(2);
  const before = calls;
  await ask(CLOSED);
  await vi.waitFor(() => expect(calls).toBe(before + 1), { timeout: 10_000 });
  for (let turns = 0; turns < 2000; turns += 1) await turn();
  expect(calls).toBe(before + 1);
  ended.abort();
  await running;
  expect(await rowOf(old)).toMatchObject({ sync_asked: null });
  expect(await rowOf(CLOSED)).toMatchObject({ sync_asked: expect.any(String) });
});
