import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Cycle } from '@/lib/cycles';
import { AppError } from '@/lib/http/errors';
import { askForCycles, listSyncCycles } from '@/lib/state/syncs.server';
import { listPublished } from '@/lib/state/versions.server';
import { type SyncBench, startBench } from './sync-bench.test.fixture';

let bench: SyncBench;
beforeAll(async () => {
  bench = await startBench({ months: 3, lines: 600 });
  await bench.sync();
});
afterAll(() => bench.close());
afterEach(() => vi.restoreAllMocks());

const CLOSED = '2026-10' as Cycle;
const month = () => ({ domainId: bench.accounts[0]?.domainId ?? '', cycle: CLOSED });
const published = async () => {
  const { domainId, cycle } = month();
  return (await listPublished(bench.db, { domainIds: [domainId], from: cycle, to: cycle }))[0];
};
const row = async () => (await listSyncCycles(bench.db, [month().domainId])).find(({ cycle }) => cycle === CLOSED);
const verdict = async () => JSON.parse((await row())?.verified ?? '{}') as Record<string, unknown>;

test('months that somebody wants verified are read one after the other, beside which pages go on', async () => {
  const domainId = bench.accounts[0]?.domainId ?? '';
  let [under, most, read] = [0, 0, 0];
  const stream = bench.ledger.stream.bind(bench.ledger);
  vi.spyOn(bench.ledger, 'stream').mockImplementation(async function* (query, options) {
    under += 1;
    most = Math.max(most, under);
    read += 1;
    yield* stream(query, options);
    under -= 1;
  } as typeof bench.ledger.stream);
  const asked = await listPublished(bench.db, {
    domainIds: [domainId],
    from: '2020-01' as Cycle,
    to: '2026-11' as Cycle,
  });
  await askForCycles(bench.db, asked, 'verify');
  await bench.sync();
  expect({ most, read, months: asked.length >= 3 }).toEqual({ most: 1, read: asked.length * 3, months: true });
});

test('a month that is wanted read and verified is both', async () => {
  const before = await published();
  await bench.control('POST', '/bills/restate', { cycle: CLOSED, perMille: 700 });
  await askForCycles(bench.db, [month()], 'sync');
  await askForCycles(bench.db, [month()], 'verify');
  await bench.sync();
  expect((await published())?.version).toBeGreaterThan(before?.version ?? 0);
  expect(await verdict()).toMatchObject({ stored: 'ok' });
  expect(await row()).toMatchObject({ sync_asked: null, verify_asked: null });
});

test('a month that is found changed upstream is read again', async () => {
  const before = await published();
  await bench.control('POST', '/bills/restate', { cycle: CLOSED, perMille: 700 });
  await askForCycles(bench.db, [month()], 'verify');
  await bench.sync();
  expect(await verdict()).toMatchObject({ version: before?.version, upstream: 'changed' });
  expect(await published()).toMatchObject({ previous: before?.version, restated: true });
});

test('what is wanted while the same is being done is done once more', async () => {
  const reads: string[] = [];
  const stream = bench.ledger.stream.bind(bench.ledger);
  vi.spyOn(bench.ledger, 'stream').mockImplementation(async function* (query, options) {
    if (reads.length === 0) await askForCycles(bench.db, [month()], 'verify');
    reads.push(query.sql);
    yield* stream(query, options);
  } as typeof bench.ledger.stream);
  await askForCycles(bench.db, [month()], 'verify');
  await bench.sync();
  expect(reads).toHaveLength(2 * 3);
});

test('a verification that the ledger was away for stays wanted', async () => {
  const before = await verdict();
  const stream = bench.ledger.stream.bind(bench.ledger);
  let away = true;
  vi.spyOn(bench.ledger, 'stream').mockImplementation(async function* (query, options) {
    if (away) throw new AppError('ledger_unavailable', 'The ledger does not answer.');
    yield* stream(query, options);
  } as typeof bench.ledger.stream);
  await askForCycles(bench.db, [month()], 'verify');
  await bench.sync();
  expect((await row())?.verify_asked).not.toBeNull();
  expect(await verdict()).toEqual(before);
  away = false;
  const ended = new AbortController();
  const running = bench.run(ended.signal);
  await vi.waitUntil(async () => (await row())?.verify_asked === null, { timeout: 20_000, interval: 20 });
  ended.abort();
  await running;
  expect(await verdict()).not.toEqual(before);
});
