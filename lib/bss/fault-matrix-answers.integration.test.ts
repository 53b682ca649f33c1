import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Bench, MatrixSandbox, readFees } from './fault-matrix.test.fixture';
import type { FeeRecordPage } from './operations/list-fee-records';
import { failure } from './scripted-server.test.fixture';
import type { TransportOptions } from './transport.server';

// A whole world and real sockets: a busy machine may need more than the usual five seconds.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const ORDERS = 'ListCustomerOrders';
const FEES = 'ListCustomerselfResourceRecords';

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
      const { fee_records } = page as FeeRecordPage;
      for (const { amount } of fee_records) {
        if (amount !== null) expect(amount).toMatch(/^-?\d{1,28}(\.\d{1,10})?$/);
      }
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
