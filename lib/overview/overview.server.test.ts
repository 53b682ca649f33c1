import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { account, context, live, orNull, summaryRow } from '@/lib/bills/hand-made-bills.test-data.server';
import { assignSlots } from '@/lib/bills/service-slots';
import type { BillSource } from '@/lib/bills/source.server';
import type { BssAccount } from '@/lib/bss/account.server';
import { addCycles, type Cycle, cyclesBetween, parseCycle } from '@/lib/cycles';
import { AppError } from '@/lib/http/errors';
import { type Decimal, decimal, fromUnits, money, padDecimals, sum } from '@/lib/money';
import { overviewByCurrency } from './by-currency';
import { getOverview } from './service.server';

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
  context(accounts, { bss: () => ({ ...upstream, ...overrides }) as unknown as BssAccount });

const source: BillSource = {
  summaryRows: async (owner, cycle) =>
    live({
      rows: [
        summaryRow(
          { account: owner, index: 0, cycle },
          { payable: cycle === '2026-11' ? '30' : '20', service_type_code: 'ec2' },
        ),
      ],
      upstreamTotal: money(decimal('20'), owner.currency),
    }),
  usageLines: down,
  expenditureLines: down,
};

describe('the overview', () => {
  test('has one block a currency and compares with the whole month before', async () => {
    const overview = await getOverview(contextOf(), filters, source);
    expect(overview.comparison).toBe('whole-months');
    expect(
      overview.currencies.map(({ currency, monthToDate, lastMonth, changePerMille }) => [
        currency,
        monthToDate.amount,
        lastMonth.amount,
        changePerMille,
      ]),
    ).toEqual([
      ['CNY', '30.00000000', '20.00000000', 500],
      ['USD', '30.00000000', '20.00000000', 500],
    ]);
    expect(overview.currencies[0]?.months.map(({ cycle }) => cycle)).toEqual(cycles);
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
    const { waiting } = await getOverview(contextOf({}, [harbour]), filters, source);
    expect(waiting.counts).toEqual({ 1: 1, 6: 2, 9: 0 });
    expect(waiting.totals).toEqual([{ amount: '31.50000000', currency: 'USD' }]);
    expect(waiting.orders.map(({ orderId }) => orderId)).toEqual(['B', 'C', 'A']);
  });

  test('asks for primary resources in use of the next 30 days and counts whole days', async () => {
    const { expiring } = await getOverview(contextOf({}, [harbour]), filters, source);
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
    const { currencies } = await getOverview(contextOf({}, [harbour]), filters, source);
    expect(currencies[0]?.balance).toEqual({ amount: '150.25000000', currency: 'USD' });
  });

  test('a part that fails is named and leaves the rest', async () => {
    const overview = await getOverview(contextOf({ showBalances: down, listOrders: down }, [harbour]), filters, source);
    expect(overview.failed.map(({ part, code }) => [part, code])).toEqual([
      ['balance', 'upstream_unavailable'],
      ['orders', 'upstream_unavailable'],
    ]);
    expect(overview.currencies[0]).toMatchObject({ balance: null, monthToDate: { amount: '30.00000000' } });
    expect(overview.missing).toEqual([]);
  });

  test('without its bills an account has no figures, rather than zeros', async () => {
    const failing: BillSource = {
      ...source,
      summaryRows: (owner, ...rest) => (owner === lanting ? down() : source.summaryRows(owner, ...rest)),
    };
    const overview = await getOverview(contextOf(), filters, failing);
    expect(overview.currencies.map(({ currency }) => currency)).toEqual(['USD']);
    expect(overview.missing.map(({ name }) => name)).toEqual(['lanting']);
  });

  test('is an error when nothing at all could be read', async () => {
    const ctx = contextOf({ showBalances: down, listOrders: down, queryResources: down }, [harbour]);
    await expect(getOverview(ctx, filters, { ...source, summaryRows: down })).rejects.toMatchObject({
      code: 'upstream_unavailable',
    });
  });

  test('a fault of ours is no missing part', async () => {
    const ctx = contextOf({ showBalances: async () => Promise.reject(new TypeError('ours')) }, [harbour]);
    await expect(getOverview(ctx, filters, source)).rejects.toThrow(TypeError);
  });

  test('knows accounts of the scope only', async () => {
    await expect(getOverview(contextOf(), { account: 'elsewhere' }, source)).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('services', () => {
  const row = fc.record({
    cycle: fc.constantFrom(...cycles),
    serviceTypeCode: fc.constantFrom(
      null,
      ...Array.from({ length: 14 }, (_, index) => `service-${index}`),
      'hws.service.type.ec2',
    ),
    units: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
    currency: fc.constantFrom('USD', 'CNY'),
  });

  test('grouping never changes a total', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 80 }), (rows) => {
        const amounts = rows.map(({ cycle, serviceTypeCode, units, currency }) => ({
          cycle,
          serviceTypeCode,
          serviceTypeName: null,
          consumeAmount: money(fromUnits(units), currency),
        }));
        for (const block of overviewByCurrency(amounts, {
          cycles,
          configured: ['USD', 'CNY'],
          stateOf: () => 'final',
        })) {
          const parts = [...block.services, ...(block.others ? [block.others] : [])];
          const totalOf = (list: string[]) => padDecimals(sum(list.map((text) => decimal(text))) as Decimal);
          expect(totalOf(parts.map(({ amount }) => amount.amount))).toBe(block.monthToDate.amount);
          expect(totalOf(parts.map(({ before }) => before.amount))).toBe(block.lastMonth.amount);
          const own = rows.filter(({ currency }) => currency === block.currency);
          const expected = padDecimals(sum(own.map(({ units }) => fromUnits(units))));
          expect(totalOf(block.months.map(({ total }) => total.amount))).toBe(expected);
          expect(block.services.length).toBeLessThanOrEqual(8);
          const slots = block.services.map(({ slot }) => slot);
          expect(new Set(slots).size).toBe(slots.length);
        }
      }),
    );
  });

  test('keep their colour whatever their order, and known ones whoever is beside them', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'hws.service.type.rds', 'hws.service.type.ec2')),
        (codes) => {
          const slots = assignSlots(codes);
          expect(assignSlots([...codes].reverse())).toEqual(slots);
          if (codes.includes('hws.service.type.rds')) expect(slots.get('hws.service.type.rds')).toBe(2);
        },
      ),
    );
  });

  test('movers are the largest changes in money, up or down', () => {
    const of = (code: string, before: string, now: string) => [
      { cycle: '2026-10', serviceTypeCode: code, serviceTypeName: code, consumeAmount: money(decimal(before), 'USD') },
      { cycle: '2026-11', serviceTypeCode: code, serviceTypeName: code, consumeAmount: money(decimal(now), 'USD') },
    ];
    const rows = [...of('steady', '100', '100'), ...of('up', '1', '20'), ...of('down', '500', '400')];
    const [block] = overviewByCurrency(rows, { cycles, configured: [], stateOf: () => 'final' });
    expect(block?.movers.map(({ serviceTypeCode }) => serviceTypeCode)).toEqual(['down', 'up']);
  });
});
