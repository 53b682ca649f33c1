import { summaryFrom } from '../rollup/source';
import type { RolledVersions } from '../rollup/versions';
import type { Parameters } from '../statement';
import { columnNames } from '../tables';
import { lineFacts, lineOffBySql } from '../line-fact';
import { projectCondition } from './line-conditions';

/** Bill types of lines that the summary calls refunds (2) and adjustments (3); all others are consumption (contract 4.3). */
const REFUNDS = [4, 20, 24, 100];
const ADJUSTMENTS = [9, 16, 101, 102];

export const summaryColumnNames = columnNames('summary_rows');

/** Contract 2.e: official − discount − truncated = consume, and consume is the sum of what it was paid with. */
const PRICE_OFF = '(consume_amount - (official_amount - official_discount_amount - truncated_amount))';
const PAID_OFF =
  '(consume_amount - cash_amount - credit_amount - coupon_amount - flexipurchase_coupon_amount - ' +
  'stored_value_card_amount - debt_amount - writeoff_amount)';

/**
 * Where the rows of a summary come from, with `off_by`. Rows of monthly-sum do not carry the enterprise project: of one
 * project they are made from its usage lines, grouped as monthly-sum groups. Nothing is truncated in them, since the
 * upstream truncates rows of all projects together.
 */
export function summarySource(
  { project, ...asked }: RolledVersions & { project: string | null },
  parameters: Parameters,
): string {
  if (project === null) {
    const { table, versions } = summaryFrom(asked, parameters);
    return `(SELECT *, if(${PRICE_OFF} != 0, ${PRICE_OFF}, ${PAID_OFF}) AS off_by FROM ${table} WHERE ${versions})`;
  }
  const where = `WHERE version IN ${parameters.bind(asked.versions, 'Array(UInt32)')}`;
  const ofProject = projectCondition([project], parameters);
  // Two steps, so that no name means both a column and a sum of it.
  const inner = Object.entries(groupedColumns).map(([name, sql]) => `${sql} AS _${name}`);
  const outer = Object.keys(groupedColumns).map((name) => `_${name} AS ${name}`);
  return (
    `(SELECT ${outer.join(', ')} FROM (SELECT ${inner.join(', ')} FROM ledger.usage_lines ${where} AND ${ofProject} ` +
    `GROUP BY ${GROUP.join(', ')}))`
  );
}

const COARSE = `multiIf(bill_type IN (${REFUNDS.join(', ')}), 2, bill_type IN (${ADJUSTMENTS.join(', ')}), 3, 1)`;
const GROUP = [
  'version',
  'account',
  'cycle',
  'currency',
  'customer_id',
  'account_name',
  'cloud_service_type',
  '`resource_Type_code`',
  'charge_mode',
  COARSE,
];

/** Columns of a summary row over a group of usage lines; what lines do not have is 0. */
const groupedColumns: Readonly<Record<string, string>> = {
  version: 'version',
  account: 'account',
  cycle: 'cycle',
  currency: 'currency',
  // A line is in one group only, so the place of its first is the group's own.
  position: 'min(position)',
  bill_cycle: 'cycle',
  resource_type_code: '`resource_Type_code`',
  service_type_code: 'cloud_service_type',
  service_type_name: 'any(cloud_service_type_name)',
  resource_type_name: 'any(resource_type_name)',
  charging_mode: 'charge_mode',
  official_amount: 'sum(official_amount)',
  official_discount_amount: 'sum(discount_amount)',
  truncated_amount: 'toDecimal128(0, 10)',
  consume_amount: 'sum(consume_amount)',
  debt_amount: 'sum(debt_amount)',
  coupon_amount: 'sum(coupon_amount)',
  flexipurchase_coupon_amount: 'sum(flexipurchase_coupon_amount)',
  stored_value_card_amount: 'sum(stored_card_amount)',
  cash_amount: 'sum(cash_amount)',
  credit_amount: 'sum(credit_amount)',
  // Both are the written-off debt (contract 2.e and 2.f).
  writeoff_amount: 'sum(adjustment_amount)',
  measure_id: 'any(measure_id)',
  bill_type: `toNullable(toInt32(${COARSE}))`,
  customer_id: 'customer_id',
  account_name: 'account_name',
  // The summary has no member for a bonus, so what the lines break is what counts.
  off_by: `sum(${lineOffBySql(lineFacts.usage_lines)})`,
};
