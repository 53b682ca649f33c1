import { z } from 'zod';
import { defineOperation } from '../operation';
import { amount, currency, integer, list, optional, text } from '../wire';

/** Contract 2.a.3. */
export interface RateRenewalInput {
  /** Primary resources only, at most 10. */
  resource_ids: readonly string[];
  /** 2 month, 3 year. */
  period_type: 2 | 3;
  /** 1 to 11 months or 1 to 3 years. */
  period_num: number;
  /** Also the amounts of each attached resource. */
  include_relative_resources?: boolean | null;
}

// Every amount of this operation is text on the wire, in the main unit: it names no other.
const listPriceFields = {
  official_website_amount: amount(),
  installment_official_website_amount: amount(),
  /** 2 month. */
  installment_period_type: integer(),
};

const discountSchema = z.object({
  ...listPriceFields,
  discount_id: text(),
  amount: amount(),
  discount_amount: amount(),
  /** 605 commercial, 606 partner-granted, 607 set by the partner. */
  discount_type: integer(),
  discount_name: text(),
  /** 1 for the best among commercial and partner discounts. */
  best_offer: integer(),
  installment_official_discount_amount: amount(),
  installment_amount: amount(),
});

const responseSchema = z.object({
  currency: currency(),
  renew_inquiry_results: list(z.object({ resource_id: text(), amount: amount() })),
  official_website_rating_result: optional(z.object(listPriceFields)),
  optional_discount_rating_results: list(discountSchema),
  /** A success may still name resources that cannot be renewed (contract 1.6). */
  fail_resource_infos: list(z.object({ resource_id: text(), error_code: text(), error_msg: text() })),
});
export type RenewalRating = z.output<typeof responseSchema>;

/** What a renewal would cost, at most 10 resources a call. Amounts in the main unit of `currency`. */
export const rateRenewal = defineOperation({
  name: 'rateRenewal',
  group: 'prices',
  method: 'POST',
  path: '/v2/bills/ratings/period-resources/renew-rate',
  quota: 10,
  readOnly: true,
  request: (input: RateRenewalInput) => ({ body: { ...input } }),
  response: responseSchema,
});
