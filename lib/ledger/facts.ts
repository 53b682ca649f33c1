import { type FeeRecord } from '@/lib/bss/operations/list-fee-records';
import { type MonthlySumRow } from '@/lib/bss/operations/monthly-sum';
import { type UsageRecord } from '@/lib/bss/operations/query-usage-records';

/**
 * How a column is kept. Absent and empty text are one thing, `''` (contract 5.3); an amount that is absent counts as 0.
 * - `code`: text of few different values in a cycle, kept as a dictionary; searched and grouped without reading each row
 * - `text`: text that differs from line to line
 * - `amount`: money in the main unit of `currency`, exact
 * - `quantity`: exact decimal, or null
 * - `integer`: code of the contract, or null
 */
export type ColumnKind = 'code' | 'text' | 'amount' | 'quantity' | 'integer';

export type FactName = 'usage_lines' | 'fee_lines' | 'summary_rows';

type Columns = Readonly<Record<string, ColumnKind>>;

/** Fields that res-records and res-fee-records have in common, by the upstream's names (contract 2.f and 2.g). */
const lineColumns = {
  bill_date: 'code',
  bill_type: 'integer',
  customer_id: 'code',
  region: 'code',
  region_name: 'code',
  cloud_service_type: 'code',
  cloud_service_type_name: 'code',
  resource_type_name: 'code',
  effective_time: 'text',
  expire_time: 'text',
  resource_name: 'code',
  resource_tag: 'code',
  product_spec_desc: 'code',
  sku_code: 'code',
  trade_id: 'text',
  id: 'text',
  enterprise_project_id: 'code',
  enterprise_project_name: 'code',
  charge_mode: 'integer',
  period_type: 'integer',
  period_num: 'quantity',
  official_amount: 'amount',
  discount_amount: 'amount',
  cash_amount: 'amount',
  credit_amount: 'amount',
  coupon_amount: 'amount',
  flexipurchase_coupon_amount: 'amount',
  stored_card_amount: 'amount',
  bonus_amount: 'amount',
  debt_amount: 'amount',
  adjustment_amount: 'amount',
  measure_id: 'integer',
  consume_time: 'text',
  account_name: 'code',
  sub_service_type_code: 'code',
  sub_service_type_name: 'code',
  sub_resource_type_code: 'code',
  sub_resource_type_name: 'code',
  sub_resource_id: 'code',
  sub_resource_name: 'code',
} as const satisfies Columns;

/** Lists inside a record are kept as their JSON. */
const usageColumns = {
  ...lineColumns,
  resource_Type_code: 'code',
  res_instance_id: 'code',
  consume_amount: 'amount',
  root_resource_id: 'code',
  parent_resource_id: 'code',
  pre_order_id: 'code',
  az_code_infos: 'code',
  payer_account_id: 'code',
  be_id: 'code',
  extend_params: 'code',
  is_spot: 'code',
  promotion_type: 'code',
  payment_type: 'code',
} as const satisfies Columns;

const feeColumns = {
  ...lineColumns,
  resource_type: 'code',
  resource_id: 'code',
  product_id: 'code',
  product_name: 'code',
  spec_size: 'quantity',
  spec_size_measure_id: 'integer',
  trade_time: 'text',
  order_id: 'code',
  usage_type: 'code',
  usage: 'quantity',
  usage_measure_id: 'integer',
  free_resource_usage: 'quantity',
  free_resource_measure_id: 'integer',
  ri_usage: 'quantity',
  ri_usage_measure_id: 'integer',
  unit_price: 'quantity',
  unit: 'code',
  amount: 'amount',
  formula: 'code',
  relative_order_id: 'code',
} as const satisfies Columns;

const summaryColumns = {
  bill_cycle: 'code',
  resource_type_code: 'code',
  service_type_code: 'code',
  service_type_name: 'code',
  resource_type_name: 'code',
  charging_mode: 'integer',
  official_amount: 'amount',
  official_discount_amount: 'amount',
  truncated_amount: 'amount',
  consume_amount: 'amount',
  debt_amount: 'amount',
  coupon_amount: 'amount',
  flexipurchase_coupon_amount: 'amount',
  stored_value_card_amount: 'amount',
  cash_amount: 'amount',
  credit_amount: 'amount',
  writeoff_amount: 'amount',
  measure_id: 'integer',
  bill_type: 'integer',
  customer_id: 'code',
  account_name: 'code',
} as const satisfies Columns;

/** Columns of each fact, in the upstream's names, besides those of {@link FactPlace}. */
export const factColumns = {
  usage_lines: usageColumns,
  fee_lines: feeColumns,
  summary_rows: summaryColumns,
} as const satisfies Readonly<Record<FactName, Columns>>;

/** Columns of a fact that hold money, in the main unit of the row's currency. */
export const amountColumns = (fact: FactName): string[] =>
  Object.entries<ColumnKind>(factColumns[fact]).flatMap(([name, kind]) => (kind === 'amount' ? [name] : []));

/** Records of the wire, by the fact that keeps them. */
export interface FactRecords {
  usage_lines: UsageRecord;
  fee_lines: FeeRecord;
  summary_rows: MonthlySumRow;
}

/** What every row of the ledger says besides the record itself. */
export interface FactPlace {
  version: number;
  /** Domain ID of the connected account. */
  account: string;
  /** The cycle that was asked for, YYYY-MM. */
  cycle: string;
  /** ISO 4217 of the answer, else the account's. */
  currency: string;
  /** Where in the upstream's list the record stood, from 0. */
  position: number;
}
