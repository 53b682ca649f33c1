import { type Units } from '../../wire/amounts';
import { amount, type Json } from '../../wire/json';
import { utcText } from '../../wire/times';
import type { Benefit, BenefitKind, BenefitView } from '../../world/benefits/benefit';

/** Section 3.5; cards are a list of their own. */
export const COUPON_TYPES: Record<Exclude<BenefitKind, 'card'>, 1 | 2 | 3 | 4> = {
  cash: 1,
  discount: 2,
  product: 3,
  flexi: 4,
};

export const couponTypeOf = (benefit: Benefit): 1 | 2 | 3 | 4 | null =>
  benefit.kind === 'card' ? null : COUPON_TYPES[benefit.kind];

export const money = (units: Units): Json => amount(units);

/** `use_limits`: periods are counted, everything else is a code or a flag. */
export function useLimitsJson(benefit: Benefit): Json {
  return benefit.limits.map((limit, index) => ({
    use_limiti_info_id: `${benefit.id}-${index + 1}`,
    limit_key: limit.key,
    value1: limit.value,
    value2: limit.upTo,
    value_unit: limit.key === 'cycleNum' ? 'period' : null,
    limit_type: limit.upTo === null ? '1' : '2',
    promotion_plan_id: benefit.plan.id,
  }));
}

/** The order that spent of it last. */
export const spentByOrder = (view: BenefitView): string | null =>
  view.uses.findLast((use) => use.orderId !== null)?.orderId ?? null;

/** What the lists of coupons of a customer and of an order have in common. */
export function couponMembers(view: BenefitView): Record<string, Json> {
  const { benefit } = view;
  return {
    coupon_id: benefit.id,
    coupon_code: benefit.code,
    status: view.status,
    coupon_type: couponTypeOf(benefit),
    measure_id: 1,
    face_value: money(benefit.face),
    expire_time: utcText(benefit.expiresAt),
    plan_name: benefit.plan.name,
    plan_desc: benefit.plan.text,
    use_limits: useLimitsJson(benefit),
    active_time: view.status === 1 ? null : utcText(benefit.activeAt),
    create_time: utcText(benefit.createdAt),
    coupon_version: benefit.version,
    balance: money(view.balance),
    coupon_usage: benefit.kind === 'discount' ? 'DISCOUNT' : 'DEDUCTION',
  };
}
