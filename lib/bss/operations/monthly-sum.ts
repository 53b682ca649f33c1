import { z } from 'zod';
import { inMainUnit } from '../money-unit';
import { defineOperation, type Page } from '../operation';
import { amount, count, currency, integer, list, text } from '../wire';

/** Contract 2.e. An empty `enterprise_project_id` is refused; "-1" is not allocated, "0" the default project. */
export interface MonthlySumInput extends Page {
  /** Billing cycle, YYYY-MM, in GMT+08:00. */
  bill_cycle: string;
  service_type_code?: string | null;
  enterprise_project_id?: string | null;
  method?: 'oneself' | 'sub_customer' | 'all' | null;
  /** Required and used only with method sub_customer. */
  sub_customer_id?: string | null;
}

const paymentFields = {
  /** Payable: official - official discount - truncated. */
  consume_amount: amount(),
  debt_amount: amount(),
  coupon_amount: amount(),
  flexipurchase_coupon_amount: amount(),
  stored_value_card_amount: amount(),
  cash_amount: amount(),
  credit_amount: amount(),
  writeoff_amount: amount(),
  measure_id: integer(),
};
const payments = [
  'consume_amount',
  'debt_amount',
  'coupon_amount',
  'flexipurchase_coupon_amount',
  'stored_value_card_amount',
  'cash_amount',
  'credit_amount',
  'writeoff_amount',
] as const;

const rowSchema = inMainUnit(
  z.object({
    bill_cycle: text(),
    resource_type_code: text(),
    service_type_code: text(),
    service_type_name: text(),
    resource_type_name: text(),
    /** Contract 4.4. */
    charging_mode: integer(),
    official_amount: amount(),
    official_discount_amount: amount(),
    truncated_amount: amount(),
    ...paymentFields,
    /** 1 consumption, 2 refund, 3 adjustment. */
    bill_type: integer(),
    customer_id: text(),
    account_name: text(),
  }),
  (row, toMainUnit) =>
    toMainUnit(row, ['official_amount', 'official_discount_amount', 'truncated_amount', ...payments]),
);

const responseSchema = inMainUnit(
  z.object({ total_count: count(), bill_sums: list(rowSchema), ...paymentFields, currency: currency() }),
  (answer, toMainUnit) => toMainUnit(answer, payments),
);
export type MonthlySum = z.output<typeof responseSchema>;
export type MonthlySumRow = MonthlySum['bill_sums'][number];

/** Summary of one cycle, at most 1,000 rows a page; the totals beside the rows are of the whole result. */
export const monthlySum = defineOperation({
  name: 'monthlySum',
  group: 'bills',
  method: 'GET',
  path: '/v2/bills/customer-bills/monthly-sum',
  quota: 10,
  readOnly: true,
  request: (input: MonthlySumInput) => ({ query: { ...input } }),
  response: responseSchema,
});
