import { z } from 'zod';
import { defineOperation, type Page } from '../operation';
import { count, list } from '../wire';
import { couponSchema } from './coupon-shape';

/** Contract 3.5. */
export interface ListCouponsInput extends Page {
  coupon_id?: string | null;
  order_id?: string | null;
  promotion_plan_id?: string | null;
  /** 1 cash, 2 discount, 3 product, 4 flexi-purchase. */
  coupon_type?: number | null;
  /** 1 inactive, 2 available, 3 used, 4 expired, 5 recycled; the last three for 12 months. */
  status?: number | null;
  active_start_time?: string | null;
  active_end_time?: string | null;
  source_id?: string | null;
}

const responseSchema = z.object({ count: count(), user_coupons: list(couponSchema) });
export type CouponPage = z.output<typeof responseSchema>;
export type Coupon = CouponPage['user_coupons'][number];

/** Coupons, at most 100 a page. Amounts in the main unit of each coupon's `currency`. */
export const listCoupons = defineOperation({
  name: 'listCoupons',
  group: 'accounts',
  method: 'GET',
  path: '/v2/promotions/benefits/coupons',
  quota: 10,
  readOnly: true,
  request: (input: ListCouponsInput) => ({ query: { ...input } }),
  response: responseSchema,
});
