import { formatUnits, type Units } from '../../wire/amounts';
import { type Json, toJson } from '../../wire/json';
import { Parameters } from '../../wire/parameters';
import { cycleOf, dayOf, dayStart, HOUR } from '../../wire/times';
import type { Account } from '../../world/accounts';
import { isSingle } from '../../world/bills/single-line';
import { closeOf } from '../../world/standpoint';
import { membersOf, tenantOf } from '../../world/world';
import type { Call, Operation } from '../operation';
import { type CostQuery, readCostQuery } from './cost-input';
import { type CostRow, CostTable } from './cost-table';

/** Original costs come an hour after the expenditure lines and are final at 12:00 on the 4th. */
const BEHIND = 2 * HOUR;

/** Section 3.7: cost analysis over the account and its members. Amounts are text; a bucket without costs is 0. */
export const listCosts: Operation = {
  name: 'ListCosts',
  method: 'POST',
  path: '/v4/costs/cost-analysed-bills/query',
  quota: 10,
  body: 'required',
  run(call) {
    const body = Parameters.ofBody(call.body);
    const query = readCostQuery(call.body);
    const offset = body.integer('offset', { min: 0, max: 200_000 }) ?? 0;
    const limit = body.integer('limit', { min: 0, max: 1000 }) ?? 10;
    const table = new CostTable(query);
    for (const account of [call.account, ...membersOf(call.world, call.account)])
      collect(call, account, { table, query });
    const rows = table.all();
    return toJson({
      currency: call.account.currency,
      total_count: rows.length,
      cost_data: rows.slice(offset, offset + limit).map((row) => rowJson(row, query)),
    });
  },
};

function collect(call: Call, account: Account, into: { table: CostTable; query: CostQuery }): void {
  const { table, query } = into;
  const { bills } = tenantOf(call.world, account.domainId);
  const current = cycleOf(call.now);
  const oldest = current - call.world.months + 1;
  const cycleAt = (day: number | undefined) => cycleOf(dayStart(day ?? 0));
  const from = Math.max(oldest, cycleAt(query.buckets[0]?.from));
  const to = Math.min(current, cycleAt(query.buckets[query.buckets.length - 1]?.to));
  // Amortized costs are worked out once a day, for all days but the last one.
  const known = query.amortized ? dayStart(dayOf(call.now) - 1) : call.now - BEHIND;
  for (let cycle = from; cycle <= to; cycle += 1) {
    const book = bills.book(cycle, call.now - BEHIND >= closeOf(cycle) ? Infinity : known);
    if (query.amortized) table.addUsage(book);
    else table.addBook(book);
    if (query.amortized) table.addSpread(book.sources.filter(isSingle), dayOf(known) - 1);
  }
  if (!query.amortized) return;
  // Terms that began before the time asked for reach into it.
  for (let cycle = bills.firstCycle; cycle < from; cycle += 1)
    table.addSpread(bills.chargesOf(cycle), dayOf(known) - 1);
}

function rowJson(row: CostRow, { groups, buckets, measure }: CostQuery): Json {
  const total = (amounts: readonly Units[]) => formatUnits(amounts.reduce((sum, amount) => sum + amount, 0));
  return {
    dimensions: groups.map(({ key }, index) => ({ key, value: row.values[index] ?? null })),
    costs: buckets.map((bucket, index) => ({
      time_dimension_value: bucket.text,
      time_measure_id: measure,
      amount: formatUnits(row.amounts[index] ?? 0),
      official_amount: formatUnits(row.officials[index] ?? 0),
    })),
    amount_by_costs: total(row.amounts),
    official_amount_by_costs: total(row.officials),
  };
}
