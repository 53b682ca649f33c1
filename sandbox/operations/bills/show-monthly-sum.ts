import type { Units } from '../../wire/amounts';
import type { Account } from '../../world/accounts';
import { sumsOf } from '../../world/bills/book';
import { resourceTypeName, serviceName } from '../../world/catalogue';
import { addLine, coarseBillType, emptyLine, type Line, type Source } from '../../world/bills/source';
import { tenantOf } from '../../world/world';
import { amount, type Json, toJson } from '../../wire/json';
import type { Language } from '../../wire/language';
import { Parameters } from '../../wire/parameters';
import { cycleText } from '../../wire/times';
import { readCycle, readSubjects } from './bill-input';
import { inCents, type Money, PAYMENTS } from './in-cents';
import type { Call, Operation } from '../operation';

/** Section 2.e. Holds what was charged before 24:00 (GMT+08:00) of the previous day. */
export const showMonthlySum: Operation = {
  name: 'ShowCustomerMonthlySum',
  method: 'GET',
  path: '/v2/bills/customer-bills/monthly-sum',
  quota: 10,
  body: 'none',
  run(call) {
    const query = Parameters.ofQuery(call.query);
    const { cycle, known } = readCycle(call, query.requiredText('bill_cycle', { max: 8 }), 'bill_cycle');
    const service = query.text('service_type_code', { max: 64 });
    const project = query.text('enterprise_project_id', { max: 64, empty: 'refuse' });
    const subjects = readSubjects(call, query);
    const { offset, limit } = query.page(1000);
    const matches = (source: Source) =>
      (service === null || source.item.service === service) &&
      (project === null || (source.project?.id ?? '-1') === project);
    const rows = known ? subjects.flatMap((account) => summarise(call, { account, cycle, matches })) : [];
    const language = call.language ?? (call.world.site === 'cn' ? 'zh_CN' : 'en_US');
    const { consume, ...members } = totals(rows);
    return toJson({
      total_count: rows.length,
      bill_sums: rows.slice(offset, offset + limit).map((row) => rowJson(row, cycleText(cycle), language)),
      consume_amount: amount(consume),
      ...moneyJson(members),
      measure_id: 1,
      currency: call.account.currency,
    });
  },
};

interface SummaryRow extends Money {
  account: Account;
  source: Source;
  official: Units;
  discount: Units;
  truncated: Units;
  consume: Units;
}

function summarise(
  call: Call,
  wanted: { account: Account; cycle: number; matches: (source: Source) => boolean },
): SummaryRow[] {
  const { account, cycle, matches } = wanted;
  const book = tenantOf(call.world, account.domainId).bills.summaryBook(cycle, call.now);
  const sums = sumsOf(book);
  const groups = new Map<string, { source: Source; sum: Line }>();
  for (const [index, source] of book.sources.entries()) {
    const part = sums[index];
    if (!part || !matches(source)) continue;
    const key = `${source.item.service} ${source.item.resourceType} ${source.chargeMode} ${coarseBillType(source.billType)}`;
    const group = groups.get(key) ?? { source, sum: emptyLine() };
    addLine(group.sum, part);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ source, sum }) => toRow(account, source, sum));
}

function toRow(account: Account, source: Source, sum: Line): SummaryRow {
  const { official, discount } = sum;
  return { account, source, official, discount, ...inCents(sum) };
}

function totals(rows: readonly SummaryRow[]): Money & { consume: Units } {
  const sum = { cash: 0, credit: 0, coupon: 0, flexi: 0, card: 0, debt: 0, writeOff: 0, consume: 0 };
  for (const row of rows) {
    for (const member of PAYMENTS) sum[member] += row[member];
    sum.consume += row.consume;
  }
  return sum;
}

const moneyJson = (money: Money): Record<string, Json> => ({
  debt_amount: amount(money.debt),
  coupon_amount: amount(money.coupon),
  flexipurchase_coupon_amount: amount(money.flexi),
  stored_value_card_amount: amount(money.card),
  cash_amount: amount(money.cash),
  credit_amount: amount(money.credit),
  writeoff_amount: amount(money.writeOff),
});

function rowJson(row: SummaryRow, cycle: string, language: Language): Json {
  const { item, chargeMode, billType } = row.source;
  return {
    bill_cycle: cycle,
    resource_type_code: item.resourceType,
    service_type_code: item.service,
    service_type_name: serviceName(item.service, language),
    resource_type_name: resourceTypeName(item.resourceType, language),
    charging_mode: chargeMode,
    official_amount: amount(row.official),
    official_discount_amount: amount(row.discount),
    truncated_amount: amount(row.truncated),
    consume_amount: amount(row.consume),
    ...moneyJson(row),
    measure_id: 1,
    bill_type: coarseBillType(billType),
    customer_id: row.account.domainId,
    account_name: row.account.name,
  };
}
