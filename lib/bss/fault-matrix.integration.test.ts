import { setMaxListeners } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Bench, MatrixSandbox, readFees } from './fault-matrix.test.fixture';
import { failure } from './scripted-server.test.fixture';
import type { TransportOptions } from './transport.server';

// A whole world and real sockets: a busy machine may need more than the usual five seconds.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

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
const fees = (pageSize = 50, order: 'kept' | 'any' = 'kept') => readFees(bench, { pageSize, order });

let fair: Awaited<ReturnType<typeof fees>> | undefined;
/** The same month without any fault. */
async function fairFees() {
  fair ??= await fees(500);
  matrix.sandbox.parts.journal.clear();
  return fair;
}

const statuses = (operation: string) => matrix.journal(operation).map(({ status }) => status);

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
    await vi.waitFor(() => expect(matrix.journal(ORDERS).every(({ hungUp }) => hungUp)).toBe(true));
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
    await vi.waitFor(() => expect(matrix.journal(ORDERS).every(({ hungUp }) => hungUp)).toBe(true));
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
    // A page that needs several calls is whole at once: five wait for the one that finds the service well.
    await bench.time.until(Promise.all(Array.from({ length: 6 }, () => bench.bss.listOrders({}))));
  });

  it('of the client itself, refused or throttled, open nothing', async () => {
    for (let call = 0; call < 12; call += 1) await failure(bench.time.until(bench.bss.listOrders({ limit: 101 })));
    expect(statuses(ORDERS)).toEqual(Array(12).fill(400));
    expect(bench.guards.breakers.states()).toMatchObject([{ group: 'orders', state: 'closed' }]);
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

describe('half a minute of latency in one operation', () => {
  it('does not slow the others, of this account or another', async () => {
    matrix.fault({ kind: 'delay', latencyMs: 30_000, operation: ORDERS });
    // The key is known to be right, as in any process that has run for a while.
    await bench.time.until(bench.bss.showBalances({}));
    const leaving = new AbortController();
    setMaxListeners(0, leaving.signal);
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
