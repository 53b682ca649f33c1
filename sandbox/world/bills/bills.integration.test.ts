import { describe, expect, it, vi } from 'vitest';
import { smallWorld } from '../../testing/fixture';
import { feeRecords, monthlySum, type Row, sumUnits, units, usageRecords } from '../../testing/read';
import { CENT } from '../../wire/amounts';

// Whole worlds and real sockets: a busy machine may need more than the usual five seconds.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const worlds = [
  { name: 'intl, seed 7', world: smallWorld('intl', 7) },
  { name: 'cn, seed 8', world: smallWorld('cn', 8) },
  { name: 'eu, seed 9', world: smallWorld('eu', 9) },
];

const paid = ['cash', 'credit', 'coupon', 'flexipurchase_coupon', 'stored_card', 'bonus', 'debt', 'adjustment'];
const settled = ['cash', 'credit', 'coupon', 'flexipurchase_coupon', 'stored_value_card', 'debt', 'writeoff'];
const parts = (row: Row, names: readonly string[]) =>
  names.reduce((sum, name) => sum + units(row[`${name}_amount`]), 0);

function countBy(rows: readonly Row[], key: (row: Row) => string, member: string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(key(row), (sums.get(key(row)) ?? 0) + units(row[member]));
  return sums;
}

describe.each(worlds)('bills of $name', ({ world }) => {
  it.each([0, 1, 2])('account %i has the number of lines asked for in every closed month', (account) => {
    for (const cycle of ['2023-12', '2024-02', '2026-02', '2026-10']) {
      expect(feeRecords({ world, account }, { cycle }), cycle).toHaveLength(900);
    }
  });

  it('every row is what was paid, and refunds are negative', () => {
    for (const row of [
      ...feeRecords({ world }, { cycle: '2026-10' }),
      ...feeRecords({ world, account: 2 }, { cycle: '2026-01' }),
    ]) {
      expect(units(row.official_amount) - units(row.discount_amount)).toBe(units(row.amount));
      expect(parts(row, paid)).toBe(units(row.amount));
      if ([4, 20, 24, 100].includes(Number(row.bill_type))) expect(units(row.amount)).toBeLessThanOrEqual(0);
    }
  });

  it.each([0, 1, 2])('lines, days, resources and the summary of account %i add up to the same amount', (account) => {
    for (const cycle of ['2024-02', '2026-10', '2026-11']) {
      const of = { world, account };
      const lines = usageRecords(of, { cycle, statistic_type: 3 });
      const days = usageRecords(of, { cycle, statistic_type: 2 });
      const whole = usageRecords(of, { cycle, statistic_type: 1 });
      const total = sumUnits(lines, 'consume_amount');
      expect([sumUnits(days, 'consume_amount'), sumUnits(whole, 'consume_amount')]).toEqual([total, total]);
      const summary = monthlySum(of, { bill_cycle: cycle });
      const rows = summary.bill_sums as Row[];
      expect(sumUnits(rows, 'consume_amount') + sumUnits(rows, 'truncated_amount')).toBe(total);
      if (cycle !== '2026-11') expect(sumUnits(feeRecords(of, { cycle }), 'amount')).toBe(total);
    }
  });

  it('a day row is the sum of the lines of its resource on that day', () => {
    const key = (row: Row) =>
      `${row.bill_date} ${row.resource_id ?? row.res_instance_id ?? 'none'} ${row.sku_code} ${row.bill_type}`;
    const cycle = '2026-10';
    expect(countBy(usageRecords({ world }, { cycle, statistic_type: 2 }), key, 'consume_amount')).toEqual(
      countBy(feeRecords({ world }, { cycle }), key, 'amount'),
    );
  });

  it('a summary row obeys both identities in whole cents, and its totals are those of all rows', () => {
    const summary = monthlySum({ world, account: 1 }, { bill_cycle: '2026-10' });
    const rows = summary.bill_sums as Row[];
    for (const row of rows) {
      const { official_amount, official_discount_amount, truncated_amount, consume_amount } = row;
      expect(units(official_amount) - units(official_discount_amount) - units(truncated_amount)).toBe(
        units(consume_amount),
      );
      expect(parts(row, settled)).toBe(units(consume_amount));
      expect(Math.abs(units(consume_amount) % CENT)).toBe(0);
      expect(Math.abs(units(truncated_amount))).toBeLessThan(CENT);
    }
    for (const member of ['consume', ...settled].map((name) => `${name}_amount`)) {
      expect(sumUnits(rows, member)).toBe(units(summary[member]));
    }
    const keys = rows.map(
      (row) => `${row.service_type_code} ${row.resource_type_code} ${row.charging_mode} ${row.bill_type}`,
    );
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('shows a master its member, each alone or both', () => {
    const cycle = '2026-10';
    const [master, member] = [feeRecords({ world }, { cycle }), feeRecords({ world, account: 1 }, { cycle })];
    const id = world.accounts[1]?.domainId ?? '';
    expect(feeRecords({ world }, { cycle, method: 'all' })).toEqual([...master, ...member]);
    expect(feeRecords({ world }, { cycle, method: 'sub_customer', sub_customer_id: id })).toEqual(member);
  });

  it('narrows by every filter to exactly the rows that fit', () => {
    const cycle = '2026-10';
    const all = feeRecords({ world }, { cycle });
    const some = all[3] ?? {};
    const check = (query: Record<string, string>, fits: (row: Row) => boolean) =>
      expect(feeRecords({ world }, { cycle, ...query }), JSON.stringify(query)).toEqual(all.filter(fits));
    check({ cloud_service_type: 'hws.service.type.obs' }, (row) => row.cloud_service_type === 'hws.service.type.obs');
    check({ region: '' }, (row) => row.region === null);
    check({ region: String(some.region) }, (row) => row.region === some.region);
    check({ charge_mode: '1' }, (row) => row.charge_mode === '1');
    check({ bill_type: '2' }, (row) => row.bill_type === 2);
    check({ resource_id: String(some.resource_id) }, (row) => row.resource_id === some.resource_id);
    check({ enterprise_project_id: 'null' }, (row) => row.enterprise_project_id === null);
    check({ enterprise_project_id: '0' }, (row) => row.enterprise_project_id === '0');
    check({ include_zero_record: 'false' }, (row) => units(row.amount) !== 0);
    check({ trade_id: String(some.trade_id) }, (row) => row.trade_id === some.trade_id);
    check({ bill_date_begin: '2026-10-05', bill_date_end: '2026-10-06' }, (row) =>
      /-0[56]$/.test(String(row.bill_date)),
    );
    check({ bill_date_begin: '2026-10-05' }, () => true);
  });

  it('lets the open cycle grow with business time, the summary by whole days', () => {
    const [morning, evening] = [Date.UTC(2026, 10, 22, 1), Date.UTC(2026, 10, 22, 12)];
    const fees = [morning, evening].map((now) => feeRecords({ world, now }, { cycle: '2026-11' }).length);
    expect(fees[1]).toBeGreaterThan(fees[0] ?? 0);
    const sums = [morning, evening].map((now) => monthlySum({ world, now }, { bill_cycle: '2026-11' }).consume_amount);
    expect(sums[0]).toBe(sums[1]);
    const last = usageRecords({ world, now: evening }, { cycle: '2026-11', statistic_type: 2 }).at(-1);
    expect(last?.bill_date).toBe('2026-11-21');
  });
});

it('charges tax outside China and rounding in China only', () => {
  const types = worlds.map(
    ({ world }) => new Set(feeRecords({ world }, { cycle: '2026-10' }).map((row) => row.bill_type)),
  );
  expect(types.map((found) => [found.has(15), found.has(25)])).toEqual([
    [true, false],
    [false, true],
    [true, false],
  ]);
});
