import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Bench, MatrixSandbox, readFees } from './fault-matrix.test.fixture';
import { failure } from './scripted-server.test.fixture';

// A whole world and real sockets: a busy machine may need more than the usual five seconds.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const ORDERS = 'ListCustomerOrders';
const MINUTE = 60_000;

let matrix: MatrixSandbox;
let bench: Bench;

beforeAll(async () => {
  matrix = await MatrixSandbox.start(400);
});
afterAll(() => matrix.sandbox.close());
beforeEach(() => {
  bench = matrix.open();
});
afterEach(() => bench.close());

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
