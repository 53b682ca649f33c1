import { z } from 'zod';
import { inMainUnit } from '../money-unit';
import { defineOperation } from '../operation';
import { amount, currency, integer, list, optional, text } from '../wire';

/** Contract 2.a.1. `resource_size` and `size_measure_id` go together, for products that are sold by size. */
export interface PeriodProduct {
  id: string;
  cloud_service_type: string;
  resource_type: string;
  resource_spec: string;
  region: string;
  available_zone?: string;
  resource_size?: number;
  size_measure_id?: number;
  /** 0 day, 2 month, 3 year, 4 hour. */
  period_type: number;
  period_num: number;
  subscription_num: number;
}

export interface RatePeriodInput {
  /** The project of the account when absent. */
  project_id?: string;
  product_infos: readonly PeriodProduct[];
}

const listPriceFields = {
  official_website_amount: amount(),
  measure_id: integer(),
  installment_official_website_amount: amount(),
  installment_period_type: integer(),
};
const listPrices = ['official_website_amount', 'installment_official_website_amount'] as const;

const discountFields = {
  ...listPriceFields,
  amount: amount(),
  discount_amount: amount(),
  installment_official_discount_amount: amount(),
  installment_amount: amount(),
};
const discountPrices = [
  ...listPrices,
  'amount',
  'discount_amount',
  'installment_official_discount_amount',
  'installment_amount',
] as const;

const productIds = { id: text(), product_id: text() };

const productListPriceSchema = inMainUnit(z.object({ ...productIds, ...listPriceFields }), (row, toMainUnit) =>
  toMainUnit(row, listPrices),
);
const productDiscountedPriceSchema = inMainUnit(z.object({ ...productIds, ...discountFields }), (row, toMainUnit) =>
  toMainUnit(row, discountPrices),
);

const listPriceResultSchema = inMainUnit(
  z.object({ ...listPriceFields, product_rating_results: list(productListPriceSchema) }),
  (row, toMainUnit) => toMainUnit(row, listPrices),
);

const discountResultSchema = inMainUnit(
  z.object({
    ...discountFields,
    discount_id: text(),
    /** 605 commercial, 606 partner-granted, 607 set by the partner. */
    discount_type: integer(),
    discount_name: text(),
    /** 1 for the best among commercial and partner discounts. */
    best_offer: integer(),
    product_rating_results: list(productDiscountedPriceSchema),
  }),
  (row, toMainUnit) => toMainUnit(row, discountPrices),
);

const responseSchema = z.object({
  official_website_rating_result: optional(listPriceResultSchema),
  optional_discount_rating_results: list(discountResultSchema),
  currency: currency(),
});
export type PeriodRating = z.output<typeof responseSchema>;
export type PeriodDiscount = PeriodRating['optional_discount_rating_results'][number];

/** Yearly/monthly prices, at most 100 products a call. Amounts in the main unit of `currency`. */
export const ratePeriod = defineOperation({
  name: 'ratePeriod',
  group: 'prices',
  method: 'POST',
  path: '/v2/bills/ratings/period-resources/subscribe-rate',
  quota: 30,
  readOnly: true,
  request: (input: RatePeriodInput) => ({ body: { ...input } }),
  response: responseSchema,
});
