import { z } from 'zod';
import { inMainUnit } from '../money-unit';
import { amount, currency, integer, list, text } from '../wire';

/** What a coupon can be used for (contract 3.5). */
export const useLimitSchema = z.object({
  /** The spelling is the service's. */
  use_limiti_info_id: text(),
  /** regionCode, productId, subscribeType, firstOrderInService, cycleNum, cycleType and others. */
  limit_key: text(),
  value1: text(),
  value2: text(),
  value_unit: text(),
  limit_type: text(),
  promotion_plan_id: text(),
});

/** A coupon of the coupon list (contract 3.5). */
export const couponSchema = inMainUnit(
  z.object({
    coupon_id: text(),
    coupon_code: text(),
    /** 1 inactive, 2 available, 3 used, 4 expired, 5 recycled. */
    status: integer(),
    customer_id: text(),
    /** 1 cash, 2 discount, 3 product, 4 flexi-purchase. */
    coupon_type: integer(),
    measure_id: integer(),
    face_value: amount(),
    /** UTC, like every time of a coupon. */
    valid_time: text(),
    expire_time: text(),
    order_id: text(),
    promotion_plan_id: text(),
    plan_name: text(),
    plan_desc: text(),
    /** 1 electronic, 2 paper. */
    media_type: integer(),
    /** 1 claimed online, 2 redeemed online, 3 issued online, 4 obtained offline, 5 event gift. */
    fetch_method: integer(),
    use_limits: list(useLimitSchema),
    active_time: text(),
    reserve_time: text(),
    promotion_id: text(),
    create_time: text(),
    /** 1 single use, 2 until its balance is 0. */
    coupon_version: integer(),
    balance: amount(),
    lock_order_id: text(),
    coupon_usage: text(),
    /** "0" or "1": text here. */
    is_frozen: text(),
    currency: currency(),
    extend_param1: text(),
    source_id: text(),
  }),
  (row, toMainUnit) => toMainUnit(row, ['face_value', 'balance']),
);
