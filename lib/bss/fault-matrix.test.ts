import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Bench, MatrixSandbox } from './fault-matrix.test.fixture';
import { readProven } from './paging.server';
import { failure } from './scripted-server.test.fixture';
import type { TransportOptions } from './transport.server';

// A whole world and real sockets: a busy machine may need more than the usual five seconds.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const ORDERS = 'ListCustomerOrders';
const BALANCES = 'ShowCustomerAccountBalances';
const FEES = 'ListCustomerselfResourceRecords';
const MINUTE = 60_000;

let matrix: MatrixSandbox;
let bench: Bench;

beforeAll(async () => {
  matrix = await MatrixSandbox.start(400);
});
afterAll(() => matrix.sandbox.close());
beforeEach(() => open());
afterEach(() => bench.close());

function open(options: TransportOptions = {}) {
  bench = matrix.open(options);
}

const orders = () => bench.time.until(bench.bss.listOrders({ limit: 10 }));
const failedOrders = () => failure(orders());
const statuses = (operation: string) => matrix.journal(operation).map(({ status }) => status);

/** A closed month of bill lines, as the sync reads it. */
const fees = (pageSize = 50, order: 'kept' | 'any' = 'kept') =>
  bench.time.until(
    readProven(
      async (page) => {
        const query = { cycle: '2026-10', method: 'oneself' as const, ...page };
        const { total_count, fee_records } = await bench.bss.listFeeRecords(query, { priority: 'sync' });
        return { total: total_count, rows: fee_records };
      },
      { pageSize, maxRows: 10_000, agreeing: 2, order },
    ),
  );

let fair: Awaited<ReturnType<typeof fees>> | undefined;
/** The same month without any fault. */
async function fairFees() {
  fair ??= await fees(500);
  matrix.sandbox.parts.journal.clear();
  return fair;
}

/** Calls of a page that somebody looks at now and then, whatever becomes of them. */
async function steadily(times: number, everyMs: number) {
  for (let time = 0; time < times; time += 1) {
    await bench.time.until(bench.bss.listOrders({ limit: 10 }).catch(() => null));
    bench.time.skip(everyMs);
  }
}

describe('U1 no connection, or no answer to it', () => {
  it('ends in time, is tried no more than three times, and counts as an outage', async () => {
    open({ headersTimeoutMs: 60 });
    matrix.fault({ kind: 'blackhole', operation: ORDERS });
    expect(await failedOrders()).toMatchObject({ code: 'upstream_timeout' });
    expect(matrix.journal(ORDERS)).toHaveLength(3);
    // Nobody keeps a socket to a server that says nothing.
    expect(matrix.journal(ORDERS).every(({ hungUp }) => hungUp)).toBe(true);
  });

  it('is told apart from an answer that is late: nothing was sent', async () => {
    open({ connectTimeoutMs: 50 });
    const { endpoint } = (await matrix.control('POST', '/listeners', { kind: 'neverAccepts' })) as { endpoint: string };
    const error = await failure(bench.time.until(bench.connect({ endpoint }).showBalances({})));
    expect(error).toMatchObject({ code: 'upstream_unavailable', message: expect.stringContaining('no connection') });
    expect(bench.calls[0]).toMatchObject({ sent: false, tries: 3 });
    await matrix.control('DELETE', '/listeners');
  });
});

describe('U2 a slow drip', () => {
  it('ends at the total deadline, and frees its socket and its place', async () => {
    open({ deadlineMs: 150 });
    matrix.fault({ kind: 'drip', bytesPerSecond: 50, operation: ORDERS });
    expect(await failedOrders()).toMatchObject({
      code: 'upstream_timeout',
      message: expect.stringContaining('finish'),
    });
    matrix.clearFaults();
    expect(matrix.journal(ORDERS).every(({ hungUp }) => hungUp)).toBe(true);
    expect(bench.guards.bulkhead.load).toEqual({ used: 0, waiting: 0 });
    expect(await orders()).toHaveProperty('total_count');
  });
});

describe('U3 throttling', () => {
  it('of three in ten calls: the sync ends complete, later, and no second holds more than the quota', async () => {
    const expected = await fairFees();
    matrix.fault({ kind: 'throttle', probability: 0.3, operation: FEES });
    expect(await fees()).toEqual(expected);
    const journal = matrix.journal(FEES);
    expect(journal.some(({ status }) => status === 429)).toBe(true);
    expect(journal.filter(({ status }) => status === 200).length).toBeGreaterThan(20);
    // Every refusal was the fault's own: never the quota's.
    expect(journal.every((row) => row.status !== 429 || row.fault !== null)).toBe(true);
  });

  it('of all calls for a minute: a handful of calls a minute, further and further apart, then all is well', async () => {
    const expected = await fairFees();
    matrix.fault({ kind: 'throttle', operation: FEES });
    const start = bench.time.now();
    bench.time.after(MINUTE, () => matrix.clearFaults());
    const seen: number[] = [];
    const watch = () => {
      seen.push(matrix.journal(FEES).length);
      if (bench.time.now() - start < MINUTE - 1000) bench.time.after(1000, watch);
    };
    watch();
    expect(await fees(500)).toEqual(expected);
    const perSecond = seen.slice(1).map((count, index) => count - (seen[index] ?? 0));
    expect(Math.max(...perSecond)).toBeLessThanOrEqual(1);
    expect(seen.at(-1)).toBeLessThanOrEqual(8);
  });

  it('of a page that somebody waits for: three tries at most, and within its patience', async () => {
    matrix.fault({ kind: 'throttle', operation: ORDERS });
    const start = bench.time.now();
    expect(await failedOrders()).toMatchObject({ code: 'upstream_throttled' });
    expect(bench.time.now() - start).toBeLessThan(16_000);
    expect(matrix.journal(ORDERS).length).toBeLessThanOrEqual(3);
    // The next page learns at once that the bucket rests, without a call.
    matrix.sandbox.parts.journal.clear();
    await failedOrders();
    expect(matrix.journal(ORDERS).length).toBeLessThanOrEqual(2);
  });

  it('with a time to come back: not a call before it', async () => {
    matrix.fault({ kind: 'throttle', retryAfter: 7, count: 1, operation: ORDERS });
    const start = bench.time.now();
    await orders();
    expect(bench.time.now() - start).toBeGreaterThanOrEqual(7000);
    expect(statuses(ORDERS)).toEqual([429, 200]);
  });
});

describe('U4 failing answers', () => {
  it('for five minutes: at most a tenth more calls than in five good minutes', async () => {
    await steadily(100, 3000);
    const normal = matrix.journal(ORDERS).length;
    expect(normal).toBe(100);
    matrix.sandbox.parts.journal.clear();
    matrix.fault({ kind: 'status', status: 503, operation: ORDERS });
    await steadily(100, 3000);
    expect(matrix.journal(ORDERS).length).toBeLessThanOrEqual(1.1 * normal);
  });

  it('now and then: three tries at most, and the reader sees the page', async () => {
    matrix.fault({ kind: 'status', status: 500, count: 2, operation: ORDERS });
    await orders();
    expect(statuses(ORDERS)).toEqual([500, 500, 200]);
    matrix.fault({ kind: 'status', status: 500, operation: ORDERS });
    await failedOrders();
    expect(statuses(ORDERS)).toHaveLength(6);
  });

  it('open the breaker, which lets one probe through after a while and closes when it is answered', async () => {
    matrix.fault({ kind: 'status', status: 503, operation: ORDERS });
    await failedOrders();
    await failedOrders();
    matrix.sandbox.parts.journal.clear();
    const error = await failedOrders();
    expect(error).toMatchObject({ code: 'upstream_unavailable', message: expect.stringContaining('left alone') });
    expect((error as { retryAfter: number }).retryAfter).toBeLessThanOrEqual(5);
    expect(matrix.journal(ORDERS)).toHaveLength(0);
    // Another group goes on.
    await bench.time.until(bench.bss.showBalances({}));
    bench.time.skip(6000);
    await bench.time.until(Promise.all(Array.from({ length: 6 }, () => bench.bss.listOrders({}).catch(() => null))));
    expect(matrix.journal(ORDERS)).toHaveLength(1);
    matrix.clearFaults();
    bench.time.skip(MINUTE);
    await orders();
    await bench.time.until(Promise.all(Array.from({ length: 6 }, () => bench.bss.listOrders({}))));
  });

  it('of the client itself, refused or throttled, open nothing', async () => {
    for (let call = 0; call < 12; call += 1) await failure(bench.time.until(bench.bss.listOrders({ limit: 101 })));
    expect(statuses(ORDERS)).toEqual(Array(12).fill(400));
    expect(bench.guards.breakers.states()).toMatchObject([{ group: 'orders', state: 'closed' }]);
  });
});

describe('U5 a body that is no answer', () => {
  it.each(['malformed', 'html', 'empty', 'bom', 'gbk', 'gbkAsUtf8', 'invalidUtf8', 'utf16'])(
    '%s is an error, whatever its status says, and is not asked for without end',
    async (as) => {
      matrix.fault({ kind: 'garble', as, operation: ORDERS });
      expect(await failedOrders()).toMatchObject({ code: 'upstream_invalid' });
      expect(matrix.journal(ORDERS).length).toBeLessThanOrEqual(3);
      expect(bench.calls[0]?.upstreamRequestId).toMatch(/^[0-9a-f]{32}$/);
    },
  );
});

describe('U6 half a body', () => {
  it.each([{ framing: 'length' }, { framing: 'chunked', end: 'close' }, { framing: 'chunked', end: 'hang' }])(
    'in %j is a failure and never half a list',
    async (how) => {
      open({ deadlineMs: 300 });
      matrix.fault({ kind: 'truncate', share: 0.5, operation: ORDERS, count: 1, ...how });
      expect((await orders()).order_infos).toHaveLength(10);
      expect(matrix.journal(ORDERS)).toHaveLength(2);
      matrix.fault({ kind: 'truncate', share: 0.5, operation: ORDERS, ...how });
      expect(await failedOrders()).toMatchObject({ code: expect.stringMatching(/^upstream_(invalid|timeout)$/) });
    },
  );
});

describe('U7 far too much', () => {
  it.each([{}, { encoding: 'gzip' }])('%j is left at the cap, asked for once, and takes no memory', async (how) => {
    const before = process.memoryUsage().rss;
    matrix.fault({ kind: 'flood', bytes: 200_000_000, operation: ORDERS, ...how });
    expect(await failedOrders()).toMatchObject({ code: 'upstream_invalid' });
    expect(matrix.journal(ORDERS)).toHaveLength(1);
    // The sandbox that sends it lives in this process as well.
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 2 ** 20);
  });
});

describe('U8 counts and pages that do not fit', () => {
  it.each([{ total: '+5' }, { total: '-5' }, { total: 0 }, { total: 'changing' }])(
    'for good (%j): the reading fails and says why',
    async (how) => {
      matrix.fault({ kind: 'total', operation: FEES, ...how });
      expect(await failure(fees(100))).toMatchObject({ message: expect.stringContaining('count is wrong') });
    },
  );

  it.each([
    { kind: 'total', total: '+5', count: 1 },
    { kind: 'total', total: '-5', count: 1, after: 3 },
    { kind: 'page', keep: 99, count: 3 },
    { kind: 'page', keep: 0, count: 1, match: { offset: 100 } },
  ])('for a moment (%j): the list is complete', async (fault) => {
    const expected = await fairFees();
    matrix.fault({ operation: FEES, ...fault });
    expect(await fees(100)).toEqual(expected);
  });
});

describe('U9 and U10 a list that changes while it is read', () => {
  it.each([
    { kind: 'shift', rows: 1, times: 3 },
    { kind: 'shift', rows: 1, total: 'stays', count: 3 },
    { kind: 'shift', rows: -1, total: 'stays', count: 2 },
    { kind: 'restate', share: 0.05, by: '0.05', after: 3 },
  ])('%j: one version of it, or a failure, never a mixture', async (fault) => {
    const expected = await fairFees();
    matrix.fault({ operation: FEES, ...fault });
    const read = await fees(100).catch((error: unknown) => {
      expect(error).toMatchObject({ code: 'upstream_invalid' });
      return null;
    });
    if (read === null) return;
    matrix.sandbox.parts.journal.clear();
    const now = await fees(500).catch(() => null);
    expect([expected, now]).toContainEqual(read);
  });
});

describe('U12 to U14 rows that are odd', () => {
  it('keep what is odd about them, for the one who has to judge it', async () => {
    const set = { customer_id: 'f'.repeat(32), bill_type: 999, charge_mode: '77' };
    matrix.fault({ kind: 'edit', rows: 'all', set, operation: FEES });
    const rows = await fees(500);
    expect(new Set(rows.map((row) => `${row.customer_id} ${row.bill_type} ${row.charge_mode}`))).toEqual(
      new Set([`${'f'.repeat(32)} 999 77`]),
    );
  });

  it.each(['text', 'exponent', 'long', 'null', 'negativeZero', 'huge'])(
    'amounts as %s are exact, or an error, and never a float',
    async (as) => {
      matrix.fault({ kind: 'numbers', as, operation: FEES });
      const page = await bench.time
        .until(bench.bss.listFeeRecords({ cycle: '2026-10', limit: 20 }))
        .catch((error: unknown) => error);
      if (page instanceof Error) {
        expect(page).toMatchObject({ code: 'upstream_invalid' });
        // The same again would be no better.
        expect(matrix.journal(FEES)).toHaveLength(1);
        return;
      }
      const { fee_records } = page as Awaited<ReturnType<typeof bench.bss.listFeeRecords>>;
      for (const { amount } of fee_records) {
        if (amount !== null) expect(amount).toMatch(/^-?\d{1,28}(\.\d{1,10})?$/);
      }
    },
  );
});

describe('U15 clocks that differ', () => {
  it.each([
    ['20m', 20, 'slow'],
    ['-20m', 20, 'fast'],
  ])('by %s: one refused call, which says by how much, then none', async (by, minutes, direction) => {
    matrix.fault({ kind: 'skew', by });
    const asked = Array.from({ length: 12 }, () => failure(bench.bss.listOrders({})));
    const errors = await bench.time.until(Promise.all(asked));
    for (const error of errors) {
      expect(error).toMatchObject({
        code: 'upstream_credentials',
        message: expect.stringContaining(`clock is off by ${minutes} min (it is ${direction})`),
      });
    }
    expect(statuses(ORDERS)).toEqual([401]);
    expect(bench.guards.keys.stopped()).toEqual([{ account: bench.connection.domainId, reason: 'clock' }]);
    // Set right, it goes on by itself.
    matrix.clearFaults();
    bench.time.skip(MINUTE);
    await orders();
    expect(statuses(ORDERS)).toEqual([401, 200]);
  });
});

describe('U16 a key that is no longer accepted', () => {
  it('ends a sync after three pages with fewer failures than lock a key, and no loop', async () => {
    await fairFees();
    matrix.fault({ kind: 'credential', state: 'revoked', after: 3 });
    expect(await failure(fees(20))).toMatchObject({
      code: 'upstream_credentials',
      message: expect.stringContaining('no longer accepts'),
    });
    const refused = () => matrix.journal().filter(({ status }) => status === 401).length;
    expect(refused()).toBeLessThan(5);
    const before = refused();
    await steadily(20, 1000);
    expect(refused()).toBe(before);
  });

  it('is one call when it never was right, however many were asked at once, and the other accounts go on', async () => {
    const wrong = bench.connect({ sk: 'wrong' });
    const asked = [
      ...Array.from({ length: 10 }, () => failure(wrong.listOrders({}))),
      ...Array.from({ length: 10 }, () => failure(wrong.showBalances({}))),
    ];
    for (const error of await bench.time.until(Promise.all(asked))) {
      expect(error).toMatchObject({ code: 'upstream_credentials', message: expect.stringContaining('Check the key') });
    }
    expect(matrix.journal()).toHaveLength(1);
    bench.time.skip(24 * 60 * MINUTE);
    await failure(bench.time.until(wrong.showBalances({})));
    expect(matrix.journal()).toHaveLength(1);
    // The right key of the same account is another key; the service has not locked it.
    await orders();
    await bench.time.until(bench.connect({}, 1).showBalances({}));
    bench.guards.keys.reset(bench.connection.domainId);
    await failure(bench.time.until(wrong.showBalances({})));
    expect(matrix.journal().filter(({ status }) => status === 401)).toHaveLength(2);
  });

  it('that is locked is left alone for five minutes, then used again', async () => {
    matrix.fault({ kind: 'credential', state: 'locked' });
    expect(await failedOrders()).toMatchObject({
      code: 'upstream_credentials',
      message: expect.stringContaining('locked'),
    });
    await steadily(20, 10_000);
    expect(matrix.journal()).toHaveLength(1);
    matrix.clearFaults();
    bench.time.skip(2 * MINUTE);
    await orders();
    expect(statuses(ORDERS)).toEqual([401, 200]);
  });
});

describe('U17 and U18 an address that leads nowhere, or to somebody else', () => {
  it('a name that does not exist and a port where nobody listens say so, and nothing is sent', async () => {
    const nowhere = bench.connect({ endpoint: 'https://bss.invalid' });
    expect(await failure(bench.time.until(nowhere.showBalances({})))).toMatchObject({
      code: 'upstream_unavailable',
      message: expect.stringContaining('name'),
    });
    const { endpoint } = (await matrix.control('POST', '/listeners', { kind: 'refused' })) as { endpoint: string };
    expect(await failure(bench.time.until(bench.connect({ endpoint }).showBalances({})))).toMatchObject({
      code: 'upstream_unavailable',
    });
    expect(bench.calls.map(({ sent }) => sent)).toEqual([false, false]);
  });

  it.each(['selfSigned', 'expired', 'otherHost'])(
    'a %s certificate is refused before anything is said',
    async (certificate) => {
      const listener = await matrix.control('POST', '/listeners', { kind: 'tls', certificate });
      const stranger = bench.connect({ endpoint: String(listener.endpoint) });
      expect(await failure(bench.time.until(stranger.showBalances({})))).toMatchObject({
        code: 'upstream_unavailable',
        message: expect.stringContaining('certificate'),
      });
      expect(matrix.journal()).toHaveLength(0);
      await matrix.control('DELETE', '/listeners');
    },
  );
});

describe('U24 pages in another shape', () => {
  it('a cap that nobody announced gives the same list', async () => {
    const expected = await fairFees();
    matrix.fault({ kind: 'cap', limit: 37, operation: FEES });
    expect(await fees(100)).toEqual(expected);
  });

  it('rows in another order each time are the same multiset, and no list where the order counts', async () => {
    const sorted = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).sort();
    const expected = sorted(await fairFees());
    matrix.fault({ kind: 'reorder', operation: FEES });
    expect(sorted(await fees(100, 'any'))).toEqual(expected);
    expect(await failure(fees(100))).toMatchObject({ code: 'upstream_invalid' });
  });
});

describe('half a minute of latency in one operation', () => {
  it('does not slow the others, of this account or another', async () => {
    matrix.fault({ kind: 'delay', latencyMs: 30_000, operation: ORDERS });
    // The key is known to be right, as in any process that has run for a while.
    await bench.time.until(bench.bss.showBalances({}));
    const leaving = new AbortController();
    const slow = Array.from({ length: 40 }, () => failure(bench.bss.listOrders({}, { signal: leaving.signal })));
    const other = bench.connect({}, 1);
    await bench.time.until(other.listServiceTypes({}));
    const took: number[] = [];
    for (let call = 0; call < 8; call += 1) {
      const start = performance.now();
      await Promise.race([
        bench.time.until(bench.bss.showBalances({})),
        new Promise((resolve) => setTimeout(resolve, 900)),
      ]);
      await Promise.race([
        bench.time.until(other.showBalances({})),
        new Promise((resolve) => setTimeout(resolve, 900)),
      ]);
      took.push(performance.now() - start);
    }
    leaving.abort();
    await Promise.all(slow);
    took.sort((a, b) => a - b);
    expect(matrix.journal(BALANCES).filter(({ status }) => status === 200)).toHaveLength(17);
    expect(took[4]).toBeLessThan(300);
    // One operation never holds more than its own places.
    expect(matrix.journal(ORDERS).length).toBeLessThanOrEqual(8);
  });
});
