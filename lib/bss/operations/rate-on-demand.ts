import { z } from 'zod';
import { inMainUnit } from '../money-unit';
import { defineOperation } from '../operation';
import { amount, currency, integer, list, text } from '../wire';

/** Contract 2.a.2. */
export interface OnDemandProduct {
  id: string;
  cloud_service_type: string;
  resource_type: string;
  resource_spec: string;
  region: string;
  available_zone?: string;
  resource_size?: number;
  size_measure_id?: number;
  /** Billing factor such as Duration or upflow. */
  usage_factor: string;
  /** A quantity of at most 15 digits, which a JSON number writes as it was typed. */
  usage_value: number;
  /** 4 hour, 10 GB, ... */
  usage_measure_id: number;
  subscription_num: number;
}

export interface RateOnDemandInput {
  /** The project of the account when absent. */
  project_id?: string;
  /** 0 at most 6 decimals, 1 at most 10. */
  inquiry_precision?: 0 | 1;
  product_infos: readonly OnDemandProduct[];
}

const priceFields = {
  amount: amount(),
  discount_amount: amount(),
  official_website_amount: amount(),
  measure_id: integer(),
};
const prices = ['amount', 'discount_amount', 'official_website_amount'] as const;

const discountSchema = inMainUnit(
  z.object({
    discount_id: text(),
    discount_type: integer(),
    amount: amount(),
    measure_id: integer(),
    discount_name: text(),
  }),
  (row, toMainUnit) => toMainUnit(row, ['amount']),
);

const productPriceSchema = inMainUnit(
  z.object({ id: text(), product_id: text(), ...priceFields, discount_rating_results: list(discountSchema) }),
  (row, toMainUnit) => toMainUnit(row, prices),
);

const responseSchema = inMainUnit(
  z.object({ ...priceFields, currency: currency(), product_rating_results: list(productPriceSchema) }),
  (row, toMainUnit) => toMainUnit(row, prices),
);
export type OnDemandRating = z.output<typeof responseSchema>;

/** Pay-per-use prices, at most 100 products a call. Amounts in the main unit of `currency`. */
export const rateOnDemand = defineOperation({
  name: 'rateOnDemand',
  group: 'prices',
  method: 'POST',
  path: '/v2/bills/ratings/on-demand-resources',
  // 20 since 2025-08 on some pages; the lower documented figure holds everywhere.
  quota: 10,
  readOnly: true,
  request: (input: RateOnDemandInput) => ({ body: { ...input } }),
  response: responseSchema,
});
