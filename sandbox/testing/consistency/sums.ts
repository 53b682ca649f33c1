import { CENT } from '../../wire/amounts';
import { ask } from '../fixture';
import { read, type Row, sumUnits, units } from '../read';
import type { Check } from './check';

/** Charges, days, resources and summary add up to the same; expenditures too. */
export const totals: Check = ({ fees, usage, summary }, findings) => {
  const rows = summary.bill_sums as Row[];
  const total = sumUnits(fees, 'amount');
  for (const type of [1, 2, 3] as const)
    findings.same(`statistic type ${type}`, sumUnits(usage[type], 'consume_amount'), total);
  findings.same('summary', sumUnits(rows, 'consume_amount') + sumUnits(rows, 'truncated_amount'), total);
  findings.same('list prices', sumUnits(rows, 'official_amount'), sumUnits(fees, 'official_amount'));
};

/** A row per day, or per cycle, is the sum of the charges of its resource. */
export const aggregation: Check = ({ fees, usage }, findings) => {
  const keyOf = (row: Row) =>
    `${row.resource_id ?? row.res_instance_id ?? row.trade_id} ${row.sku_code} ${row.bill_type}`;
  const add = (rows: readonly Row[], member: string, key: (row: Row) => string) => {
    const sums = new Map<string, number>();
    for (const row of rows) sums.set(key(row), (sums.get(key(row)) ?? 0) + units(row[member]));
    return sums;
  };
  const byDay = (row: Row) => `${row.bill_date} ${keyOf(row)}`;
  const days = add(usage[2], 'consume_amount', byDay);
  for (const [key, sum] of add(fees, 'amount', byDay)) findings.same(`day ${key}`, days.get(key), sum);
  const cycle = add(usage[1], 'consume_amount', keyOf);
  for (const [key, sum] of add(fees, 'amount', keyOf)) findings.same(`cycle ${key}`, cycle.get(key), sum);
};

/** Outside China a tax per service, type, mode and kind of line; in China one line that makes the bill whole cents. */
export const closing: Check = ({ world, account, fees }, findings) => {
  const of = world.accounts[account];
  const taxes = fees.filter((row) => [15, 100].includes(Number(row.bill_type)));
  findings.same('rounding lines', fees.filter((row) => row.bill_type === 25).length, world.site === 'cn' ? 1 : 0);
  if (world.site === 'cn') findings.same('beyond cents', sumUnits(fees, 'amount') % CENT, 0);
  findings.same('has taxes', taxes.length > 0, (of?.taxRate ?? 0) > 0);
  const kindOf = (row: Row) => {
    const type = Number(row.bill_type);
    return [9, 16, 101, 102].includes(type) ? 3 : [4, 20, 24, 100].includes(type) ? 2 : 1;
  };
  for (const tax of taxes) {
    const same = (row: Row) =>
      row.cloud_service_type === tax.cloud_service_type &&
      row.resource_type === tax.resource_type &&
      row.charge_mode === tax.charge_mode &&
      kindOf(row) === kindOf(tax) &&
      !taxes.includes(row);
    const exact = (sumUnits(fees.filter(same), 'amount') * (of?.taxRate ?? 0)) / 1000;
    findings.holds(`tax ${tax.trade_id}`, Math.abs(exact - units(tax.amount)) < CENT);
  }
};

/** Original costs of the month are the bill's; a transaction's list price is discount, erased part and consumption. */
export const otherViews: Check = ({ world, account, cycle, fees }, findings) => {
  const costs = read({
    world,
    account,
    path: '/v4/costs/cost-analysed-bills/query',
    body: {
      time_condition: { time_measure_id: 2, begin_time: cycle, end_time: cycle },
      groupby: [{ type: 'dimension', key: 'RESOURCE_TYPE' }],
      cost_type: 'ORIGINAL_COST',
      amount_type: 'PAYMENT_AMOUNT',
      filters: [
        { operator: 0, filter_factor: { key: 'ASSOCIATED_ACCOUNT', value: [world.accounts[account]?.domainId] } },
      ],
      limit: 1000,
    },
  }).cost_data as Row[];
  const total = costs.reduce((sum, row) => sum + units(row.amount_by_costs), 0);
  findings.same('original cost', total, sumUnits(fees, 'amount'));
  if (world.site !== 'cn') return;
  const query = { bill_cycle: cycle, method: 'oneself', limit: '1000' };
  const answer = ask({ world, account, path: '/v2/bills/customer-bills/fee-records', query });
  const { records, total_count } = JSON.parse(answer.text) as { records: Row[]; total_count: number };
  findings.same('transactions', total_count, fees.length);
  for (const row of records) {
    const parts = ['official_discount_amount', 'erase_amount', 'consume_amount'].map((name) => units(row[name]));
    findings.same(
      `transaction ${row.trade_id}`,
      parts.reduce((sum, part) => sum + part, 0),
      units(row.official_amount),
    );
  }
};
