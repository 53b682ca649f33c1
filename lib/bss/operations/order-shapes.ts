import { z } from 'zod';
import type { ToMainUnit } from '../money-unit';
import { amount, currency, id, integer, list, optional, text } from '../wire';

/** Parts that the order list and the order details share (contract 2.b and 2.c). */

const amountInfoSchema = z.object({
  discounts: list(z.object({ discount_type: text(), discount_amount: amount() })),
  flexipurchase_coupon_amount: amount(),
  coupon_amount: amount(),
  stored_card_amount: amount(),
  /** Handling fee and consumed amount: unsubscription orders only. */
  commission_amount: amount(),
  consumed_amount: amount(),
});
export type OrderAmountInfo = z.output<typeof amountInfoSchema>;

export const pricedFields = {
  /** After discounts, before coupons and cards. */
  amount_after_discount: amount(),
  /** List price. */
  official_amount: amount(),
  amount_info: optional(amountInfoSchema),
  currency: currency(),
};

export const orderFields = {
  order_id: id(),
  customer_id: text(),
  service_type_code: text(),
  service_type_name: text(),
  source_type: integer(),
  /** Contract 4.1; values that it does not name are kept. */
  status: integer(),
  /** Contract 4.2. */
  order_type: integer(),
  ...pricedFields,
  measure_id: integer(),
  /** UTC, `yyyy-MM-ddTHH:mm:ssZ`, like every time of an order. */
  create_time: text(),
  payment_time: text(),
  contract_id: text(),
};

const deductions = [
  'flexipurchase_coupon_amount',
  'coupon_amount',
  'stored_card_amount',
  'commission_amount',
  'consumed_amount',
] as const;

type Priced = z.output<z.ZodObject<typeof pricedFields>>;

/** Gives an order or one of its lines, with its deductions, in the main unit of the currency. */
export function pricedInMainUnit<T extends Priced>(row: T, toMainUnit: ToMainUnit): T {
  const { amount_after_discount, official_amount } = toMainUnit<Priced>(row, [
    'amount_after_discount',
    'official_amount',
  ]);
  const info = row.amount_info && toMainUnit(row.amount_info, deductions);
  const discounts = info?.discounts.map((discount) => toMainUnit(discount, ['discount_amount'])) ?? [];
  return { ...row, amount_after_discount, official_amount, amount_info: info && { ...info, discounts } };
}
