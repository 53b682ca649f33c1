import { z } from 'zod';
import { defineOperation } from '../operation';
import { amount, integer, list, text } from '../wire';

/** Contract 3.1. */
export interface ListOrderDiscountsInput {
  order_id: string;
}

const lineSchema = z.object({
  /** Lines with the same product, specification and price together. */
  order_line_item_ids: list(z.string()),
  /** 0 rate, 1 fixed price, 2 amount off. */
  discount_mode: integer(),
  discount_amount: amount(),
  discount_ratio: amount(),
});

const discountSchema = z.object({
  discount_id: text(),
  /** A rate or an amount off; empty for a fixed price, and therefore text. */
  discount_value: text(),
  /** 0 promotion, 1 contract, 2 commercial, 3 partner-granted, 609 order price adjustment. */
  discount_type: integer(),
  orders: list(z.object({ order_id: text(), order_line_items: list(lineSchema) })),
});

const responseSchema = z.object({ discounts: list(discountSchema) });
export type OrderDiscounts = z.output<typeof responseSchema>;

/** Discounts that an unpaid order can be paid with; a 609 one, when offered, must be used. */
export const listOrderDiscounts = defineOperation({
  name: 'listOrderDiscounts',
  group: 'orders',
  method: 'GET',
  path: '/v2/orders/customer-orders/order-discounts',
  quota: 10,
  readOnly: true,
  request: ({ order_id }: ListOrderDiscountsInput) => ({ query: { order_id } }),
  response: responseSchema,
});
