import { describe, expect, test, vi } from 'vitest';
import type { Account } from '@/lib/accounts/account';
import { AppError } from '@/lib/http/errors';
import { decimal } from '@/lib/money';
import { expenditureFilters, summaryFilters, usageFilters } from './filters';
import {
  account,
  context,
  expenditureLine,
  live,
  NOW,
  summaryRow,
  usageLine,
} from './hand-made-bills.test-data.server';
import { listSummary } from './list-summary.server';
import type { ExpenditureLine, SummaryRow, UsageLine } from './schema';
import { listExpenditures, listUsage } from './service.server';
import type { BillSource } from './source.server';

const harbour = account('harbour');
const lanting = account('lanting', 'CNY');
const usage = (change: object = {}) => ({ ...usageFilters.parse({}).values, ...change });
const expenditures = (change: object = {}) => ({ ...expenditureFilters.parse({}).values, ...change });
const summary = (change: object = {}) => ({ ...summaryFilters.parse({}).values, ...change });

function source(rows: {
  usage?: Record<string, UsageLine[]>;
  expenditures?: Record<string, ExpenditureLine[]>;
  summary?: (account: Account, cycle: string) => SummaryRow[];
}): BillSource {
  return {
    usageLines: vi.fn(async ({ domainId }) => live(rows.usage?.[domainId] ?? [])),
    expenditureLines: vi.fn(async ({ domainId }) => live(rows.expenditures?.[domainId] ?? [])),
    summaryRows: vi.fn(async (owner, cycle) => {
      const found = rows.summary?.(owner, cycle) ?? [];
      const currency = owner.currency;
      return live({ rows: found, upstreamTotal: { amount: '7.00000000', currency } });
    }),
  };
}

describe('usage', () => {
  const lines = [
    usageLine({ account: harbour, index: 0 }, { payable: '1.00000001', resource_name: 'Web-01', region: 'ap-1' }),
    usageLine({ account: harbour, index: 1 }, { payable: '0', resource_tag: 'env=PROD', charge_mode: 3, bill_type: 5 }),
    usageLine({ account: harbour, index: 2 }, { payable: '-2.5', res_instance_id: 'abc', enterprise_project_id: '0' }),
    usageLine({ account: harbour, index: 3 }, { payable: '4', trade_id: 'CS100%', product_spec_desc: 'a|s6.large|b' }),
  ];
  const other = [usageLine({ account: lanting, index: 0 }, { payable: '9' })];
  const both = source({ usage: { [harbour.domainId]: lines, [lanting.domainId]: other } });
  const ctx = context([harbour, lanting]);

  test('sums over everything filtered, one total per currency', async () => {
    const list = await listUsage(ctx, usage({ pageSize: 1 }), both);
    expect(list.items).toHaveLength(1);
    expect(list.total).toBe(5);
    expect(list.totals.map(({ currency, consumeAmount }) => [currency, consumeAmount])).toEqual([
      ['CNY', '9.00000000'],
      ['USD', '2.50000001'],
    ]);
    expect(list.states).toEqual({ '2026-11': 'open' });
    expect(list.asOf).toBe(NOW);
  });

  test.each([
    [{ q: 'web' }, ['0']],
    [{ q: 'prod' }, ['1']],
    [{ q: 'ABC' }, ['2']],
    [{ q: 'S6.Large' }, ['3']],
    [{ q: '100%' }, ['3']],
    [{ q: '.*' }, []],
    [{ region: 'ap-1' }, ['0']],
    [{ mode: '3' }, ['1']],
    [{ type: '5' }, ['1']],
    [{ resource: 'abc' }, ['2']],
    [{ project: '0' }, ['2']],
    [{ project: 'null', account: harbour.domainId }, ['0', '1', '3']],
    [{ zero: 'hide', account: harbour.domainId }, ['0', '2', '3']],
    [{ account: lanting.domainId }, ['0']],
  ])('%j leaves the lines %j', async (filters, ids) => {
    const list = await listUsage(ctx, usage({ ...filters, sort: 'resourceName' }), both);
    expect(list.items.map(({ id }) => String(Number(id.split('.').at(-1)))).sort()).toEqual(ids);
    expect(list.total).toBe(ids.length);
  });

  test('offers what occurs in the cycle as choices, whatever is filtered', async () => {
    const list = await listUsage(ctx, usage({ q: 'no such line' }), both);
    expect(list.choices.regions).toEqual([{ code: 'ap-1', name: 'ap-1' }]);
    expect(list.choices.projects).toEqual([{ id: '0', name: '0' }]);
  });

  test.each([{ cycle: '2026-12' }, { cycle: '2023-11' }, { from: '2023-11', to: '2023-11' }])(
    'refuses %j, which the upstream does not keep',
    async (period) => {
      await expect(listUsage(ctx, usage(period), both)).rejects.toMatchObject({
        code: 'bad_request',
        field: Object.keys(period)[0],
      });
    },
  );

  test('an account outside the scope does not exist', async () => {
    await expect(listUsage(ctx, usage({ account: 'elsewhere' }), both)).rejects.toMatchObject({ code: 'not_found' });
    expect(both.usageLines).not.toHaveBeenCalledWith(expect.objectContaining({ domainId: 'elsewhere' }), '2026-11');
  });

  test('names the account that did not answer and keeps the other', async () => {
    const failing: BillSource = {
      ...both,
      usageLines: async (owner, cycle) => {
        if (owner === lanting) throw new AppError('upstream_timeout', 'No answer in time.');
        return both.usageLines(owner, cycle);
      },
    };
    const list = await listUsage(ctx, usage(), failing);
    expect(list.total).toBe(4);
    expect(list.missing).toEqual([
      { domainId: lanting.domainId, name: 'lanting', code: 'upstream_timeout', detail: 'No answer in time.' },
    ]);
  });

  test('is as old as its oldest part, and stale when a part is', async () => {
    const old: BillSource = {
      ...both,
      usageLines: async (owner) => live([], owner === lanting ? { asOf: '2026-11-22T03:50:00Z', stale: true } : {}),
    };
    expect(await listUsage(ctx, usage(), old)).toMatchObject({ asOf: '2026-11-22T03:50:00Z', stale: true });
  });
});

describe('identities', () => {
  test('a line that is not the sum of its parts is shown with the difference', async () => {
    const broken = usageLine({ account: harbour, index: 0 }, { payable: '1', cash_amount: decimal('0.99') });
    const list = await listUsage(context([harbour]), usage(), source({ usage: { [harbour.domainId]: [broken] } }));
    expect(list.items[0]?.offBy).toEqual({ amount: '0.01000000', currency: 'USD' });
    expect(list.offByRows).toBe(1);
  });

  test.each([
    ['official', { official_amount: decimal('3') }, '-2.00000000'],
    ['discount', { official_amount: decimal('3'), official_discount_amount: decimal('2') }, undefined],
    ['truncated', { official_amount: decimal('1.004'), truncated_amount: decimal('0.004') }, undefined],
    ['payment', { cash_amount: decimal('0.5'), writeoff_amount: decimal('0.4') }, '0.10000000'],
  ])('a summary row is checked for its %s', async (_, given, difference) => {
    const rows = () => [summaryRow({ account: harbour, index: 0 }, given)];
    const list = await listSummary(context([harbour]), summary(), source({ summary: rows }));
    expect(list.items[0]?.offBy?.amount).toBe(difference);
    expect(list.offByRows).toBe(difference === undefined ? 0 : 1);
  });
});

describe('expenditures', () => {
  test('are found by order, by transaction and by their own sort columns', async () => {
    const lines = [
      expenditureLine({ account: harbour, index: 0 }, { order_id: 'CS1', usage: decimal('9') }),
      expenditureLine({ account: harbour, index: 1 }, { trade_id: 'CS1', usage: decimal('10') }),
      expenditureLine({ account: harbour, index: 2 }, { trade_id: 'CS12', usage: null }),
    ];
    const own = source({ expenditures: { [harbour.domainId]: lines } });
    const list = await listExpenditures(context([harbour]), expenditures({ order: 'CS1', sort: '-usage' }), own);
    expect(list.items.map(({ usage }) => usage)).toEqual(['10', '9']);
    expect(list.totals[0]?.amount).toBe('2.00000000');
  });

  test('keep codes that nobody knows', async () => {
    const line = expenditureLine({ account: harbour, index: 0 }, { bill_type: 777, charge_mode: 42 });
    expect(line).toMatchObject({ billType: 777, chargeMode: 42 });
  });
});

describe('summary', () => {
  const rows = (owner: Account, cycle: string) => [
    summaryRow(
      { account: owner, index: 0, cycle },
      { payable: '5', service_type_code: 'ec2', service_type_name: 'ECS' },
    ),
    summaryRow({ account: owner, index: 1, cycle }, { payable: '2', service_type_code: 'obs', bill_type: 2 }),
  ];

  test('reads every cycle of a span and pages over all of it', async () => {
    const own = source({ summary: rows });
    const list = await listSummary(context([harbour]), summary({ from: '2026-09', to: '2026-11', pageSize: 4 }), own);
    expect(list.total).toBe(6);
    expect(list.items).toHaveLength(4);
    expect(list.totals[0]?.consumeAmount).toBe('21.00000000');
    expect(list.upstreamTotals).toEqual([{ currency: 'USD', consumeAmount: '21.00000000' }]);
    expect(list.states).toEqual({ '2026-09': 'final', '2026-10': 'final', '2026-11': 'open' });
  });

  test('says nothing of an upstream total under a filter that the upstream does not know', async () => {
    const list = await listSummary(context([harbour]), summary({ type: '2' }), source({ summary: rows }));
    expect(list.upstreamTotals).toBeNull();
    expect(list.totals[0]?.consumeAmount).toBe('2.00000000');
    expect(list.choices.services.map(({ code }) => code)).toEqual(['ec2', 'obs'].sort());
  });

  test('finds the same rows whatever the language of the reader', async () => {
    const names = { en_US: 'Elastic Volume Service', zh_CN: '云硬盘' };
    const bilingual: BillSource = {
      ...source({}),
      summaryRows: async (owner, cycle, { language = 'en_US' }) =>
        live({
          rows: [summaryRow({ account: owner, index: 0, cycle }, { service_type_name: names[language] })],
          upstreamTotal: { amount: '1', currency: 'USD' },
        }),
    };
    for (const q of ['volume', '硬盘']) {
      expect((await listSummary(context([harbour]), summary({ q }), bilingual)).total).toBe(1);
    }
    expect((await listSummary(context([harbour]), summary({ q: 'server' }), bilingual)).total).toBe(0);
  });

  test('leaves the project to the upstream, since rows do not carry it', async () => {
    const own = source({ summary: rows });
    await listSummary(context([harbour]), summary({ project: '-1' }), own);
    expect(own.summaryRows).toHaveBeenCalledWith(harbour, '2026-11', { project: '-1' });
  });

  test('an account of which one cycle is missing is missing', async () => {
    const own = source({ summary: rows });
    const failing: BillSource = {
      ...own,
      summaryRows: async (owner, cycle, options) => {
        if (owner === lanting && cycle === '2026-10') throw new AppError('upstream_unavailable', 'Down.');
        return own.summaryRows(owner, cycle, options);
      },
    };
    const list = await listSummary(context([harbour, lanting]), summary({ from: '2026-10' }), failing);
    expect(list.missing.map(({ name }) => name)).toEqual(['lanting']);
    expect(list.totals.map(({ currency }) => currency)).toEqual(['USD']);
  });
});
