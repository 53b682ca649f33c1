import { type Json, toJson } from '../../wire/json';
import { Parameters } from '../../wire/parameters';
import { utcText } from '../../wire/times';
import type { BenefitView } from '../../world/benefits/benefit';
import { benefitsAt } from '../../world/benefits/holdings';
import { COUPON_TYPES, couponMembers, spentByOrder } from '../benefits/coupon-json';
import type { Operation } from '../operation';
import { buyerOf, isUsable, MOST } from './choose-benefits';
import { payableOrder } from './payable-order';

/** Every coupon of the sandbox is one for Huawei Cloud services. */
const GROUP = 0;

/** Section 3.1, China only: the coupons that can pay for some of an order that waits for payment. */
export const listOrderCoupons: Operation = {
  name: 'ListOrderCouponsByOrderId',
  method: 'GET',
  path: '/v2/orders/customer-orders/order-coupons',
  quota: 10,
  body: 'none',
  sites: ['cn'],
  run(call) {
    const id = Parameters.ofQuery(call.query).requiredText('order_id', { max: 64 });
    const { order, owner } = payableOrder(call, id);
    const buyer = buyerOf(owner, call.now);
    const usable = benefitsAt(owner, call.now).filter(
      (view) => view.benefit.kind !== 'card' && isUsable(view, order, buyer),
    );
    return toJson({
      count: usable.length,
      user_coupons: usable.map(couponJson),
      coupon_max_use_quantity: [
        quantity(COUPON_TYPES.cash, MOST[301]),
        quantity(COUPON_TYPES.discount, MOST[300]),
        quantity(COUPON_TYPES.product, MOST[301]),
        quantity(COUPON_TYPES.flexi, MOST[302]),
      ],
    });
  },
};

const quantity = (type: number, most: number): Json => ({
  coupon_type: type,
  coupon_group: GROUP,
  use_quantity_value: most,
});

function couponJson(view: BenefitView): Json {
  const last = view.uses[view.uses.length - 1];
  return {
    ...couponMembers(view),
    effective_time: utcText(view.benefit.activeAt),
    last_used_time: last ? utcText(last.at) : null,
    used_by_order_id: spentByOrder(view),
    coupon_group: GROUP,
  };
}
