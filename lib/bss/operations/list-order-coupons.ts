import { z } from 'zod';
import { inMainUnit } from '../money-unit';
import { defineOperation } from '../operation';
import { amount, integer, list, text } from '../wire';
import { useLimitSchema } from './coupon-shape';

/** Contract 3.1; China site only. */
export interface ListOrderCouponsInput {
  order_id: string;
}

const couponSchema = inMainUnit(
  z.object({
    coupon_id: text(),
    coupon_code: text(),
    status: integer(),
    /** 1 cash, 2 discount, 3 product, 4 flexi-purchase. */
    coupon_type: integer(),
    measure_id: integer(),
    face_value: amount(),
    effective_time: text(),
    expire_time: text(),
    plan_name: text(),
    plan_desc: text(),
    use_limits: list(useLimitSchema),
    active_time: text(),
    last_used_time: text(),
    create_time: text(),
    /** 1 single use, 2 until its balance is 0. */
    coupon_version: integer(),
    balance: amount(),
    used_by_order_id: text(),
    coupon_usage: text(),
    /** 0 Huawei Cloud, 1 KooGallery, 2 and above dedicated. */
    coupon_group: integer(),
  }),
  (row, toMainUnit) => toMainUnit(row, ['face_value', 'balance']),
);

const responseSchema = z.object({
  count: integer(),
  user_coupons: list(couponSchema),
  /** How many coupons of a kind one payment takes. */
  coupon_max_use_quantity: list(
    z.object({ coupon_type: integer(), coupon_group: integer(), use_quantity_value: integer() }),
  ),
});
export type OrderCoupons = z.output<typeof responseSchema>;

/** Coupons that an unpaid order can be paid with; all at once. Amounts in the main unit of the order's currency. */
export const listOrderCoupons = defineOperation({
  name: 'listOrderCoupons',
  group: 'orders',
  method: 'GET',
  path: '/v2/orders/customer-orders/order-coupons',
  quota: 10,
  readOnly: true,
  sites: ['cn'],
  request: ({ order_id }: ListOrderCouponsInput) => ({ query: { order_id } }),
  response: responseSchema,
});
