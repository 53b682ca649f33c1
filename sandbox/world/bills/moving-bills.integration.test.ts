import { describe, expect, it, vi } from 'vitest';
import { feeRecords, monthlySum, read, type Row, sumUnits, units, usageRecords } from '../../testing/read';
import { DAY, HOUR } from '../../wire/times';
import { createWorld, tenantOf, type World } from '../world';

// Whole worlds and real sockets: a busy machine may need more than the usual five seconds.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

/** 10:00 on 4 November 2026 in GMT+08:00, when October closes. */
const CLOSE = Date.UTC(2026, 10, 4, 2);
const cycle = '2026-10';
const newWorld = (lines = 1800): World =>
  createWorld({ site: 'intl', seed: 21, accounts: 1, months: 6, lines, hostile: false, now: CLOSE + 5 * DAY });
const ids = (rows: readonly Row[]) => rows.map((row) => String(row.trade_id));
const of = (rows: readonly Row[]) => new Map(rows.map((row) => [String(row.trade_id), row]));

describe('a bill that moves with business time', () => {
  const world = newWorld();
  const at = (now: number) => feeRecords({ world, now }, { cycle });
  const final = at(CLOSE);

  it('gets lines one to three days late, in the middle of the list', () => {
    const midMonth = Date.UTC(2026, 9, 16);
    const [before, after] = [at(midMonth), at(midMonth + 3 * DAY)];
    const known = new Set(ids(before));
    const last = before.at(-1)?.bill_date;
    const late = after.filter((row) => !known.has(String(row.trade_id)) && String(row.bill_date) < String(last));
    expect(late.length).toBeGreaterThan(0);
    expect(late.length).toBeLessThan(before.length / 20);
    const place = ids(after).indexOf(String(late[0]?.trade_id));
    expect(place).toBeLessThan(before.length);
    // Nothing that was there goes away.
    expect(ids(before).filter((id) => !new Set(ids(after)).has(id))).toEqual([]);
  });

  it('restates about one line in a hundred, and settles before the close', () => {
    const settled = of(final);
    let seen = 0;
    const restated = new Set<string>();
    for (let day = 2; day <= 31; day += 1) {
      const rows = at(Date.UTC(2026, 9, day)).filter(
        (row) => row.bill_date === `2026-10-${String(day - 1).padStart(2, '0')}`,
      );
      seen += rows.length;
      for (const row of rows) {
        const end = settled.get(String(row.trade_id));
        if (end?.usage !== row.usage) restated.add(String(row.trade_id));
        expect(units(row.official_amount) - units(row.discount_amount)).toBe(units(row.amount));
      }
    }
    expect(restated.size).toBeGreaterThan(seen / 400);
    expect(restated.size).toBeLessThan(seen / 50);
  });

  it('is closing from the 1st until 10:00 on the 4th and then stays as it is, with the lines asked for', () => {
    const first = Date.UTC(2026, 9, 31, 16) + HOUR;
    const closing = at(first + HOUR);
    expect(closing.length).toBeLessThan(1800);
    expect(at(CLOSE - HOUR).length).toBeGreaterThan(closing.length);
    expect(final).toHaveLength(1800);
    expect(at(CLOSE + 4 * DAY)).toEqual(final);
    expect(monthlySum({ world, now: CLOSE }, { bill_cycle: cycle })).toEqual(
      monthlySum({ world, now: CLOSE + 4 * DAY }, { bill_cycle: cycle }),
    );
  });

  it('adds up at every instant, however it moves', () => {
    for (const now of [Date.UTC(2026, 9, 9, 7), Date.UTC(2026, 10, 2, 3), CLOSE]) {
      const lines = sumUnits(usageRecords({ world, now }, { cycle, statistic_type: 3 }), 'consume_amount');
      const summary = monthlySum({ world, now }, { bill_cycle: cycle });
      const rows = summary.bill_sums as Row[];
      expect(sumUnits(usageRecords({ world, now }, { cycle, statistic_type: 2 }), 'consume_amount')).toBe(lines);
      expect(sumUnits(rows, 'consume_amount') + sumUnits(rows, 'truncated_amount')).toBe(lines);
    }
  });

  it('looks the same from an earlier instant, whatever was looked at before, and in another world of the seed', () => {
    const early = Date.UTC(2026, 9, 12, 5);
    expect(at(early)).toEqual(feeRecords({ world: newWorld(), now: early }, { cycle }));
  });
});

describe('what the control port does to bills', () => {
  it('restates a closed cycle under the same IDs, so that every view agrees on the new figures', () => {
    const world = newWorld(900);
    const now = CLOSE + DAY;
    const { bills } = tenantOf(world, world.accounts[0]?.domainId ?? '');
    const before = feeRecords({ world, now }, { cycle });
    const restated = bills.restate(2026 * 12 + 9, 100);
    const after = feeRecords({ world, now }, { cycle });
    expect(ids(after)).toEqual(ids(before));
    const changed = after.filter((row, index) => row.usage !== null && row.usage !== before[index]?.usage);
    expect(changed.length).toBe(restated);
    expect(changed.length).toBeGreaterThan(20);
    expect(changed.length).toBeLessThan(200);
    const rows = monthlySum({ world, now }, { bill_cycle: cycle }).bill_sums as Row[];
    const total = sumUnits(rows, 'consume_amount') + sumUnits(rows, 'truncated_amount');
    expect(total).toBe(sumUnits(after, 'amount'));
    expect(total).not.toBe(sumUnits(before, 'amount'));
  });

  it('does not restate a cycle of which it picks no line', () => {
    const world = newWorld(100);
    const now = CLOSE + DAY;
    const { bills } = tenantOf(world, world.accounts[0]?.domainId ?? '');
    const before = feeRecords({ world, now }, { cycle });
    expect(bills.restate(2026 * 12 + 9, 20)).toBe(0);
    expect(bills.revision).toBe(0);
    expect(feeRecords({ world, now }, { cycle })).toEqual(before);
  });

  it('adds lines to a cycle, spread over its days', () => {
    const world = newWorld(900);
    const now = CLOSE + DAY;
    const before = ids(feeRecords({ world, now }, { cycle }));
    tenantOf(world, world.accounts[0]?.domainId ?? '').bills.addLate(2026 * 12 + 9, 40);
    const after = feeRecords({ world, now }, { cycle });
    const added = after.filter((row) => !before.includes(String(row.trade_id)));
    expect(added.length).toBe(40);
    expect(new Set(added.map((row) => row.bill_date)).size).toBeGreaterThan(5);
    expect(ids(after).slice(-1)).toEqual(before.slice(-1));
  });
});

it('spreads what an order cost over the days of its term, to the last digit', () => {
  const world = createWorld({ site: 'cn', seed: 22, accounts: 1, months: 36, lines: 700, hostile: false, now: CLOSE });
  const bought = feeRecords({ world }, { cycle: '2026-03', bill_type: '1' }).find(
    (row) => row.charge_mode === '1' && row.period_type === '20' && Number(row.period_num) <= 3,
  );
  const costs = (cost_type: string) =>
    read({
      world,
      path: '/v4/costs/cost-analysed-bills/query',
      body: {
        time_condition: { time_measure_id: 2, begin_time: '2026-01', end_time: '2026-09' },
        groupby: [{ type: 'dimension', key: 'BILL_TYPE' }],
        filters: [
          { operator: 0, filter_factor: { key: 'RESOURCE_ID', value: [bought?.resource_id] } },
          { operator: 0, filter_factor: { key: 'BILL_TYPE', value: ['1'] } },
        ],
        cost_type,
        amount_type: 'PAYMENT_AMOUNT',
      },
    }).cost_data as { costs: Row[]; amount_by_costs: string }[];
  const [original] = costs('ORIGINAL_COST');
  const [amortized] = costs('AMORTIZED_COST');
  expect(units(amortized?.amount_by_costs)).toBe(units(bought?.amount));
  expect(original?.amount_by_costs).toBe(amortized?.amount_by_costs);
  const months = (row: typeof original) => row?.costs.filter((bucket) => units(bucket.amount) > 0).length ?? 0;
  expect(months(original)).toBe(1);
  expect(months(amortized)).toBeGreaterThan(1);
});
