import { createHash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { expenditureFilters, summaryFilters, usageFilters } from '@/lib/bills/filters';
import { exportExpenditures, exportSummary, exportUsage } from '@/lib/bills/export-bills.server';
import { listSummary } from '@/lib/bills/list-summary.server';
import { listExpenditures, listUsage } from '@/lib/bills/service.server';
import { LiveCache } from '@/lib/bss/live.server';
import type { ServiceContext } from '@/lib/context.server';
import type { Cycle } from '@/lib/cycles';
import { exportExplore } from '@/lib/explore/export.server';
import { exploreFilters } from '@/lib/explore/filters';
import { explore } from '@/lib/explore/service.server';
import { AppError } from '@/lib/http/errors';
import { csvStream } from '@/lib/http/csv-stream';
import { forgetful } from '@/lib/ledger/testing/forgetful';
import { kindOfRun } from '@/lib/ledger/testing/open.server.test-data';
import { getProjection } from '@/lib/overview/projection.server';
import { getOverview } from '@/lib/overview/service.server';
import { askForCycles } from '@/lib/state/syncs.server';
import { unavailable } from '@/lib/ledger/faults';
import { allocateVersion, failVersion, listBegunLoads } from '@/lib/state/loads.server';
import { listPublished } from '@/lib/state/versions.server';
import { type SyncBench, startBench } from './sync-bench.test.fixture';
import { dropOldVersions } from './tidy.server';
import { expectWorld as sameAsWorld, storedVersionDigests } from './world-lines.test.fixture';

vi.hoisted(() => {
  process.env.LOG_LEVEL = 'silent';
});

/** Where most can go wrong, unless the run asks for another. */
const kind = process.env.SUANPAN_TEST_LEDGER ? kindOfRun() : 'two shards';
const CLOSED = '2026-10' as Cycle;
const SPAN = 'from=2026-10&to=2026-11';

let bench: SyncBench;
/** What a question was answered before says nothing about the engine now. */
let asked: SyncBench['ledger'];
beforeAll(async () => {
  bench = await startBench({ months: 2, lines: 2300, newest: 2, kind });
  asked = forgetful(bench.ledger);
  await bench.sync();
});
afterAll(() => bench.close());

const domainId = () => bench.accounts[0]?.domainId ?? '';

function context(): ServiceContext {
  const { clock, db, accounts } = bench;
  const bss = () => {
    throw new AppError('upstream_unavailable', 'It is not asked here.');
  };
  // What bill pages do not touch is not there.
  const base = { accounts, clock, live: new LiveCache(clock), locale: 'en', requestId: 'test', state: db, bss };
  return { ...base, ledger: asked } as unknown as ServiceContext;
}

const text = async (file: Parameters<typeof csvStream>[0]) =>
  new Response(await csvStream(file, { bom: false })).text();
const span = new URLSearchParams(SPAN);
const plain = { labels: false } as const;

/** Everything that shows a sum, as a reader gets it. */
const views: Readonly<Record<string, () => Promise<unknown>>> = {
  usage: () => listUsage(context(), usageFilters.parse(span).values),
  expenditures: () => listExpenditures(context(), expenditureFilters.parse(span).values),
  summary: () => listSummary(context(), summaryFilters.parse(span).values),
  overview: () => getOverview(context(), { account: null }),
  projection: () => getProjection(context(), { account: null }),
  explore: () => explore(context(), exploreFilters.parse(new URLSearchParams(`${SPAN}&by=service,region`)).values),
  'usage.csv': async () => text(await exportUsage(context(), usageFilters.parse(span).values, plain)),
  'expenditures.csv': async () =>
    text(await exportExpenditures(context(), expenditureFilters.parse(span).values, plain)),
  'summary.csv': async () => text(await exportSummary(context(), summaryFilters.parse(span).values, plain)),
  'explore.csv': async () => text(await exportExplore(context(), exploreFilters.parse(span).values, plain)),
};

/** Each answer as one text. */
async function answers(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const [name, ask] of Object.entries(views)) found.set(name, figuresOf(await ask()));
  return found;
}

/** All of it but what it says of a sync that fails meanwhile, as it should. A file is its digest. */
function figuresOf(answer: unknown): string {
  if (typeof answer === 'string') return createHash('sha256').update(answer).digest('hex');
  return JSON.stringify(answer, (name, value: unknown) => (name === 'stale' || name === 'missing' ? undefined : value));
}

/**
 * Asks everything again and again while `work` is done, which may wait until the ledger is first said to be away.
 * @returns every answer that came, by name
 */
async function readWhile(
  work: (firstAway: Promise<void>) => Promise<void>,
): Promise<[name: string, figures: string][]> {
  let over = false;
  const events = new EventEmitter();
  const seen = new Map<string, [string, string]>();
  const reader = async () => {
    while (!over) {
      for (const [name, ask] of Object.entries(views)) {
        const answer = await ask().catch((error: unknown) => error);
        if (answer instanceof Error) {
          expect(answer, name).toMatchObject({
            code: 'ledger_unavailable',
            status: 503,
            retryAfter: expect.any(Number),
          });
          events.emit('away');
        } else seen.set(name + figuresOf(answer), [name, figuresOf(answer)]);
      }
    }
  };
  const firstAway = once(events, 'away').then(() => undefined);
  const working = work(firstAway).finally(() => {
    over = true;
  });
  await Promise.all([reader(), reader(), working]);
  return [...seen.values()];
}

const published = async (cycle: Cycle) => {
  const [found] = await listPublished(bench.db, { domainIds: [domainId()], from: cycle, to: cycle });
  if (!found) throw new Error(`${cycle} is not published`);
  return found;
};

const expectWorld = async (cycle: Cycle) => sameAsWorld(bench, { cycle, version: (await published(cycle)).version });

test(`a node that is killed while pages ask makes no sum smaller: ${kind}`, async () => {
  const before = await answers();
  const seen = await readWhile(async (firstAway) => {
    await bench.node.kill();
    // It stays away for longer than a page waits for it; an embedded one is back before.
    if (kind !== 'embedded') await firstAway;
    await bench.node.revive();
    await bench.node.back();
  });
  for (const [name, figures] of seen) expect(figures, name).toBe(before.get(name));
  expect(await answers()).toEqual(before);
});

test('a node that is killed while a version is dropped: it is dropped later, everywhere', async () => {
  const { ledger, db } = bench;
  const place = { domainId: domainId(), cycle: CLOSED };
  const version = await allocateVersion(db, { ...place, cycleState: 'final', asOf: '2026-11-22T04:00:00.000Z' });
  const rows = Array.from({ length: 8 }, (_, page) => ({
    place: { version, account: place.domainId, cycle: CLOSED, currency: 'USD', position: page * 1000 },
    record: { amount: '1' } as never,
  }));
  await ledger.insert('fee_lines', rows);
  await failVersion(db, version, { code: 'moving', detail: 'Of a test.' });
  const later = Date.now() + 3_600_000;
  await bench.node.kill();
  if (kind === 'embedded') expect(await dropOldVersions(db, ledger, later)).toContain(version);
  else await expect(dropOldVersions(db, ledger, later)).rejects.toMatchObject({ code: 'ledger_unavailable' });
  await bench.node.revive();
  await bench.node.back();
  if (kind !== 'embedded') expect(await dropOldVersions(db, ledger, later)).toContain(version);
  expect(await storedVersionDigests(ledger, version, 'fee_lines')).toEqual([]);
  expect(await dropOldVersions(db, ledger, later)).not.toContain(version);
});

test('a node that is killed while a bill is read in: it goes on by itself, and no half of it is shown', async () => {
  await bench.control('POST', '/bills/restate', { cycle: CLOSED, perMille: 10 });
  const before = await answers();
  const old = await published(CLOSED);
  const events = new EventEmitter();
  const inserted = once(events, 'inserted');
  const store = bench.ledger.store.bind(bench.ledger);
  const spy = vi.spyOn(bench.ledger, 'store').mockImplementation((fact, blocks) => {
    events.emit('inserted');
    return store(fact, blocks);
  });
  await askForCycles(bench.db, [{ domainId: domainId(), cycle: CLOSED }], 'sync');
  const stop = new AbortController();
  const running = bench.run(stop.signal);
  const seen = await readWhile(async () => {
    await inserted;
    await bench.node.kill();
    await bench.node.revive();
  });
  await vi.waitUntil(async () => (await published(CLOSED)).version !== old.version, { timeout: 60_000, interval: 50 });
  stop.abort();
  await running;
  spy.mockRestore();
  expect((await published(CLOSED)).restated).toBe(true);
  await expectWorld(CLOSED);
  const after = await answers();
  for (const [name, figures] of seen) expect([before.get(name), after.get(name)], name).toContain(figures);
});

test('lines that arrive when their insert was given up long ago belong to nobody', async () => {
  await bench.control('POST', '/bills/restate', { cycle: CLOSED, perMille: 10 });
  const old = await published(CLOSED);
  const store = bench.ledger.store.bind(bench.ledger);
  const late: (() => Promise<void>)[] = [];
  const spy = vi.spyOn(bench.ledger, 'store').mockImplementation(async (fact, blocks) => {
    if (fact !== 'fee_lines' || late.length > 0) return store(fact, blocks);
    const kept = blocks.map(({ bytes, rows }) => ({ bytes: Buffer.from(bytes), rows }));
    late.push(() => store(fact, kept));
    throw unavailable(null, 'ECONNRESET');
  });
  await askForCycles(bench.db, [{ domainId: domainId(), cycle: CLOSED }], 'sync');
  await bench.sync();
  expect((await published(CLOSED)).version).toBe(old.version);
  bench.restart();
  await bench.sync();
  spy.mockRestore();
  expect((await published(CLOSED)).version).not.toBe(old.version);
  await Promise.all(late.map((arrive) => arrive()));
  await expectWorld(CLOSED);
  expect(await listBegunLoads(bench.db)).toEqual([]);
});

test.runIf(kind !== 'embedded')('a node that lost its disk is filled again, and not summed before', async () => {
  await bench.node.kill();
  await bench.node.revive('empty');
  await bench.node.back();
  const { unpublished, states, items } = await listUsage(context(), usageFilters.parse(span).values);
  const lacking = unpublished.map(({ cycle }) => cycle);
  expect(lacking).toContain(CLOSED);
  expect(Object.keys(states)).toContain(CLOSED);
  expect(items.filter(({ cycle }) => lacking.includes(cycle))).toEqual([]);
  bench.restart();
  await bench.sync();
  expect((await listUsage(context(), usageFilters.parse(span).values)).unpublished).toEqual([]);
  await expectWorld(CLOSED);
});
