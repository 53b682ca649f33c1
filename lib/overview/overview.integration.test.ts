import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { account, NOW, orNull, summaryRecord, usageRecord } from '@/lib/bills/hand-made-bills.test-data.server';
import { type LedgerBench, openLedgerBench } from '@/lib/bills/ledger-bench.test-data.server';
import type { BssAccount } from '@/lib/bss/account.server';
import { addCycles, type Cycle, cyclesBetween, parseCycle } from '@/lib/cycles';
import { AppError } from '@/lib/http/errors';
import { decimal } from '@/lib/money';
import { saveCycleFailure, saveCycleSynced } from '@/lib/state/syncs.server';
import { getOverview } from './service.server';

let bench: LedgerBench;
beforeAll(async () => {
  bench = await openLedgerBench();
  for (const owner of [harbour, lanting]) {
    for (const cycle of cycles) {
      const line = (day: number, payable: string) =>
        usageRecord({ payable, bill_date: `${cycle}-${String(day).padStart(2, '0')}`, cloud_service_type: 'ec2' });
      await bench.publish({
        account: owner,
        cycle,
        cycleState: cycle === november ? 'open' : 'final',
        usage: cycle === november ? [line(1, '10'), line(21, '20')] : [line(3, '8'), line(21, '4'), line(22, '8')],
        summary: [summaryRecord({ payable: cycle === november ? '30' : '20', service_type_code: 'ec2' })],
      });
    }
  }
});
afterAll(() => bench.close());

const harbour = account('harbour');
const lanting = account('lanting', 'CNY');
const november = parseCycle('2026-11') as Cycle;
const cycles = cyclesBetween(addCycles(november, -11), november);
const filters = { account: null };
const down = async (): Promise<never> => {
  throw new AppError('upstream_unavailable', 'It is down.');
};

const order = (id: string, status: number, day: number) =>
  orNull({ order_id: id, status, create_time: `2026-11-0${day}T00:00:00Z`, amount_after_discount: decimal('10.5') });
const orders: Record<number, object[]> = { 1: [order('A', 1, 1)], 6: [order('B', 6, 3), order('C', 6, 2)], 9: [] };

const upstream = {
  listOrders: vi.fn(async ({ status }: { status?: number | null }) => {
    const found = orders[status ?? 0] ?? [];
    return { total_count: found.length, order_infos: found };
  }),
  queryResources: vi.fn(async () => ({
    total_count: 2,
    data: [
      orNull({ resource_id: 'r2', expire_time: '2026-11-24T04:00:01Z' }),
      orNull({ resource_id: 'r1', expire_time: '2026-11-22T23:00:00Z' }),
    ],
  })),
  showBalances: vi.fn(async () => ({
    currency: null,
    account_balances: [
      orNull({ account_type: 1, amount: decimal('100.25') }),
      orNull({ account_type: 2, amount: decimal('50') }),
      orNull({ account_type: 5, amount: decimal('7') }),
    ],
  })),
};
const contextOf = (overrides: object = {}, accounts = [harbour, lanting]) =>
  bench.context(accounts, { bss: () => ({ ...upstream, ...overrides }) as unknown as BssAccount });

describe('the overview', () => {
  test('names a cycle whose newest reading could not be believed', async () => {
    const failed = { domainId: lanting.domainId, cycle: addCycles(november, -1) };
    await saveCycleFailure(bench.db, failed, { code: 'unproven', detail: 'They differ.', retryAt: NOW });
    const { unproven } = await getOverview(contextOf(), filters);
    expect(unproven).toMatchObject([{ account: { name: 'lanting' }, cycle: '2026-10', detail: 'They differ.' }]);
    await saveCycleSynced(bench.db, failed, NOW);
  });

  test('compares nothing while the ledger lacks a month of an account', async () => {
    const { currencies, unpublished } = await getOverview(contextOf({}, [harbour, account('quiet')]), filters);
    expect(unpublished.map(({ account: { name } }) => name)).toContain('quiet');
    expect(currencies.map(({ changePerMille }) => changePerMille)).toEqual([null]);
  });

  test('has one block a currency and compares with the same days of the month before', async () => {
    const overview = await getOverview(contextOf(), filters);
    expect(overview).toMatchObject({ comparison: 'same-days', comparedThrough: '2026-10-21', unpublished: [] });
    expect(
      overview.currencies.map(({ currency, monthToDate, lastMonth, changePerMille }) => [
        currency,
        monthToDate.amount,
        lastMonth.amount,
        changePerMille,
      ]),
    ).toEqual([
      ['CNY', '30.00000000', '12.00000000', 1500],
      ['USD', '30.00000000', '12.00000000', 1500],
    ]);
    expect(overview.currencies[0]?.months.map(({ cycle }) => cycle)).toEqual(cycles);
    expect(overview.currencies[0]?.months.at(-2)?.total.amount).toBe('20.00000000');
    expect(overview.cycles[0]).toMatchObject({
      cycle: '2026-11',
      state: 'open',
      finalAt: '2026-12-04T02:00:00.000Z',
      totals: [
        { amount: '30.00000000', currency: 'CNY' },
        { amount: '30.00000000', currency: 'USD' },
      ],
    });
  });

  test('counts what waits for someone and shows the newest', async () => {
    const { waiting } = await getOverview(contextOf({}, [harbour]), filters);
    expect(waiting.counts).toEqual({ 1: 1, 6: 2, 9: 0 });
    expect(waiting.totals).toEqual([{ amount: '31.50000000', currency: 'USD' }]);
    expect(waiting.orders.map(({ orderId }) => orderId)).toEqual(['B', 'C', 'A']);
  });

  test('asks for primary resources in use of the next 30 days and counts whole days', async () => {
    const { expiring } = await getOverview(contextOf({}, [harbour]), filters);
    expect(expiring.resources.map(({ resourceId, daysLeft }) => [resourceId, daysLeft])).toEqual([
      ['r1', 0],
      ['r2', 2],
    ]);
    expect(upstream.queryResources).toHaveBeenLastCalledWith(
      expect.objectContaining({
        only_main_resource: 1,
        status_list: [2],
        expire_time_begin: '2026-11-22T04:00:00Z',
        expire_time_end: '2026-12-22T04:00:00Z',
      }),
      expect.anything(),
    );
  });

  test('counts cash and credit as spendable, and nothing else', async () => {
    const { currencies } = await getOverview(contextOf({}, [harbour]), filters);
    expect(currencies[0]?.balance).toEqual({ amount: '150.25000000', currency: 'USD' });
  });

  test('a part that fails is named and leaves the rest', async () => {
    const overview = await getOverview(contextOf({ showBalances: down, listOrders: down }, [harbour]), filters);
    expect(overview.failed.map(({ part, code }) => [part, code])).toEqual([
      ['balance', 'upstream_unavailable'],
      ['orders', 'upstream_unavailable'],
    ]);
    expect(overview.currencies[0]).toMatchObject({ balance: null, monthToDate: { amount: '30.00000000' } });
    expect(overview.missing).toEqual([]);
  });

  test('without its bills an account has no figures, rather than zeros, and months are compared whole', async () => {
    const overview = await getOverview(contextOf({}, [harbour, account('new', 'EUR')]), filters);
    expect(overview.currencies.map(({ currency }) => currency)).toEqual(['USD']);
    expect(overview.missing.map(({ name }) => name)).toEqual(['new']);
    expect(overview.unpublished).toHaveLength(12);
    expect(overview).toMatchObject({ comparison: 'whole-months', comparedThrough: null });
    expect(overview.currencies[0]?.lastMonth.amount).toBe('20.00000000');
  });

  test('has its bills with the upstream off, and says what is stale', async () => {
    const ctx = contextOf({ showBalances: down, listOrders: down, queryResources: down }, [harbour]);
    const overview = await getOverview(ctx, filters);
    expect(overview.currencies[0]?.monthToDate.amount).toBe('30.00000000');
    expect(overview.failed).toHaveLength(3);
  });

  test('a fault of ours is no missing part', async () => {
    const ctx = contextOf({ showBalances: async () => Promise.reject(new TypeError('ours')) }, [harbour]);
    await expect(getOverview(ctx, filters)).rejects.toThrow(TypeError);
  });

  test('knows accounts of the scope only', async () => {
    await expect(getOverview(contextOf(), { account: 'elsewhere' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
