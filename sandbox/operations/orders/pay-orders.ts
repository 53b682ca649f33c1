import { Parameters } from '../../wire/parameters';
import { refuse } from '../../wire/refusal';
import { payOrder } from '../../world/interventions';
import type { Operation } from '../operation';
import { MOST, type Wanted } from './choose-benefits';
import { payableOrder } from './payable-order';
import { planPayment, type Wish } from './plan-payment';

const YES_OR_NO = ['YES', 'NO'] as const;

/**
 * Section 3.1. Pays an order that waits for payment, once: with the discount and the coupons asked for, then from the
 * cash account, then from the credit account. 204 with an empty body.
 */
export const payOrders: Operation = {
  name: 'PayOrders',
  method: 'POST',
  path: '/v3/orders/customer-orders/pay',
  quota: 10,
  body: 'required',
  run(call) {
    const { orderId, wish } = read(Parameters.ofBody(call.body));
    const { order, owner } = payableOrder(call, orderId);
    payOrder(owner, order, planPayment(call, { order, owner }, wish));
    return null;
  },
};

function read(body: Parameters): { orderId: string; wish: Wish } {
  const orderId = body.requiredText('order_id', { min: 1, max: 64 });
  const usesCoupon = body.requiredText('use_coupon', { max: 3, oneOf: YES_OR_NO }) === 'YES';
  const usesDiscount = body.requiredText('use_discount', { max: 3, oneOf: YES_OR_NO }) === 'YES';
  const coupons = entries(body, 'coupon_infos', { max: 3, types: [300, 301, 302, 303] });
  const discounts = entries(body, 'discount_infos', { max: 1, types: [0, 2, 3, 609] });
  if (usesCoupon && coupons.length === 0) throw refuse('CBC.0100', 'coupon_infos');
  if (usesDiscount && discounts.length === 0) throw refuse('CBC.0100', 'discount_infos');
  // What is given without being asked for is checked, then ignored.
  const wanted = usesCoupon ? (coupons as Wanted[]) : [];
  if (new Set(wanted.map(({ id }) => id)).size < wanted.length) throw refuse('CBC.0100', 'coupon_infos');
  for (const type of [300, 301, 302, 303] as const) {
    if (wanted.filter((one) => one.type === type).length > MOST[type]) throw refuse('CBC.0100', 'coupon_infos');
  }
  return { orderId, wish: { coupons: wanted, discount: usesDiscount ? (discounts[0] ?? null) : null } };
}

function entries(
  body: Parameters,
  name: string,
  rule: { max: number; types: readonly number[] },
): { id: string; type: number }[] {
  return (body.list(name, rule.max) ?? []).map((entry) => {
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) throw refuse('CBC.0100', name);
    const members = Parameters.ofBody(entry as Record<string, unknown>);
    return {
      id: members.requiredText('id', { min: 1, max: 64 }),
      type: members.requiredInteger('type', { min: 0, max: 609, oneOf: rule.types }),
    };
  });
}
