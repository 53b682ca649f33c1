import { z } from 'zod';
import { fastList } from '../fast-list';
import { areInMainUnit, inMainUnit } from '../money-unit';
import { defineOperation, type Page } from '../operation';
import { amount, columns, count, currency, integer, record, text } from '../wire';
import { billLineAmounts, billLineFields } from './bill-line-fields';

/**
 * Contract 2.g. Absent means no filter, but an empty text is one: it matches rows whose field is empty
 * (not for `charge_mode`, which must not be empty). "0" is the default project, "null" not allocated.
 */
export interface ListFeeRecordsInput extends Page {
  /** Billing cycle, YYYY-MM, in GMT+08:00. */
  cycle: string;
  cloud_service_type?: string | null;
  region?: string | null;
  charge_mode?: number | null;
  bill_type?: number | null;
  resource_id?: string | null;
  enterprise_project_id?: string | null;
  include_zero_record?: boolean | null;
  method?: 'oneself' | 'sub_customer' | 'all' | null;
  sub_customer_id?: string | null;
  trade_id?: string | null;
  /** Both or neither, in the month of `cycle`; a single one is ignored by the service. */
  bill_date_begin?: string | null;
  bill_date_end?: string | null;
  /** 1 resource and cycle, 2 resource and day, 3 (default) single charge. */
  statistic_type?: 1 | 2 | 3 | null;
}

const recordFields = {
  ...billLineFields,
  resource_type: text(),
  resource_id: text(),
  product_id: text(),
  product_name: text(),
  spec_size: amount(),
  spec_size_measure_id: integer(),
  trade_time: text(),
  /** Empty for pay-per-use. */
  order_id: text(),
  usage_type: text(),
  usage: amount(),
  usage_measure_id: integer(),
  free_resource_usage: amount(),
  free_resource_measure_id: integer(),
  ri_usage: amount(),
  ri_usage_measure_id: integer(),
  /** In the unit that the text of `unit` names, so `measure_id` does not apply to it. Simple pricing only. */
  unit_price: amount(),
  unit: text(),
  /** Payable: the sum of the parts paid. */
  amount: amount(),
  formula: text(),
  relative_order_id: text(),
};
const recordSchema = inMainUnit(record(recordFields), (row, toMainUnit) =>
  toMainUnit(row, [...billLineAmounts, 'amount']),
);

const responseSchema = z.object({ total_count: count(), currency: currency(), fee_records: columns(recordSchema) });
export type FeeRecordPage = z.output<typeof responseSchema>;
export type FeeRecord = z.output<typeof recordSchema>;

/** Resource expenditures of one cycle, at most 1,000 a page. Amounts in the main unit of `currency`. */
export const listFeeRecords = defineOperation({
  name: 'listFeeRecords',
  group: 'bills',
  method: 'GET',
  path: '/v2/bills/customer-bills/res-fee-records',
  quota: 10,
  readOnly: true,
  request: (input: ListFeeRecordsInput) => ({ query: { ...input } }),
  response: responseSchema,
  fast: fastList<FeeRecordPage, FeeRecord>({
    list: 'fee_records',
    row: recordFields,
    envelope: responseSchema,
    members: Object.keys(responseSchema.shape),
    isPlain: areInMainUnit,
  }),
});
