import { z } from 'zod';
import { fastList } from '../fast-list';
import { areInMainUnit, inMainUnit } from '../money-unit';
import { defineOperation, type Page } from '../operation';
import { amount, columns, count, currency, list, optional, record, text } from '../wire';
import { billLineAmounts, billLineFields } from './bill-line-fields';

/** Contract 2.f. Absent, null and "" all mean no filter; "0" is the default project, "null" not allocated. */
export interface QueryUsageRecordsInput extends Page {
  /** Billing cycle, YYYY-MM, in GMT+08:00, not before 2019-01. */
  cycle: string;
  cloud_service_type?: string | null;
  resource_type?: string | null;
  region?: string | null;
  res_instance_id?: string | null;
  charge_mode?: number | null;
  bill_type?: number | null;
  enterprise_project_id?: string | null;
  include_zero_record?: boolean | null;
  method?: 'oneself' | 'sub_customer' | 'all' | null;
  sub_customer_id?: string | null;
  /** 1 (default) resource and cycle, 2 resource and day, 3 single charge. */
  statistic_type?: 1 | 2 | 3 | null;
  /** DAILY needs both days and statistic_type 2 or 3. */
  query_type?: 'BILLCYCLE' | 'DAILY' | null;
  bill_cycle_begin?: string | null;
  bill_cycle_end?: string | null;
  payer_account_id?: string | null;
}

const recordFields = {
  ...billLineFields,
  cycle: text(),
  /** The capital T is the service's. */
  resource_Type_code: text(),
  res_instance_id: text(),
  /** Payable: the sum of the parts paid. */
  consume_amount: amount(),
  root_resource_id: text(),
  parent_resource_id: text(),
  pre_order_id: text(),
  az_code_infos: list(z.object({ az_code: text() })),
  payer_account_id: text(),
  be_id: text(),
  extend_params: optional(
    z.object({
      self_resource_id: text(),
      relation_infos: list(z.object({ relative_resource_id: text(), relative_type: text() })),
    }),
  ),
  /** Y, N or --. */
  is_spot: text(),
  promotion_type: text(),
  payment_type: text(),
};
const recordSchema = inMainUnit(record(recordFields), (row, toMainUnit) =>
  toMainUnit(row, [...billLineAmounts, 'consume_amount']),
);

const responseSchema = z.object({ total_count: count(), currency: currency(), monthly_records: columns(recordSchema) });
export type UsageRecordPage = z.output<typeof responseSchema>;
export type UsageRecord = z.output<typeof recordSchema>;

/** Resource usage details of one cycle, at most 1,000 a page. Amounts in the main unit of `currency`. */
export const queryUsageRecords = defineOperation({
  name: 'queryUsageRecords',
  group: 'bills',
  method: 'POST',
  path: '/v2/bills/customer-bills/res-records/query',
  quota: 10,
  readOnly: true,
  request: (input: QueryUsageRecordsInput) => ({ body: { ...input } }),
  response: responseSchema,
  fast: fastList<UsageRecordPage, UsageRecord>({
    list: 'monthly_records',
    row: recordFields,
    envelope: responseSchema,
    members: Object.keys(responseSchema.shape),
    isPlain: areInMainUnit,
  }),
});
