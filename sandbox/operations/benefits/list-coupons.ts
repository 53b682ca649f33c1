import { type Json, toJson } from '../../wire/json';
import { Parameters } from '../../wire/parameters';
import { utcText } from '../../wire/times';
import type { BenefitView } from '../../world/benefits/benefit';
import { benefitsAt } from '../../world/benefits/holdings';
import type { Account } from '../../world/accounts';
import type { Operation } from '../operation';
import { couponMembers, couponTypeOf, spentByOrder } from './coupon-json';
import { isListed } from './listed';

/** Section 3.5: the coupons of the caller, newest first; what ended more than twelve months ago is left out. */
export const listCoupons: Operation = {
  name: 'ListSubCustomerCoupons',
  method: 'GET',
  path: '/v2/promotions/benefits/coupons',
  quota: 10,
  body: 'none',
  run({ tenant, account, now, query }) {
    const input = read(Parameters.ofQuery(query));
    const found = benefitsAt(tenant, now).filter(
      (view) => view.benefit.kind !== 'card' && isListed(view, now) && matches(view, input),
    );
    const page = found.slice(input.offset, input.offset + input.limit);
    return toJson({ count: found.length, user_coupons: page.map((view) => couponJson(view, account)) });
  },
};

type Input = ReturnType<typeof read>;

function read(query: Parameters) {
  return {
    couponId: query.text('coupon_id', { max: 64 }),
    orderId: query.text('order_id', { max: 64 })?.toUpperCase() ?? null,
    plan: query.text('promotion_plan_id', { max: 64 }),
    type: query.integer('coupon_type', { min: 1, max: 4 }),
    status: query.integer('status', { min: 1, max: 5, empty: 'none' }),
    activeFrom: query.instant('active_start_time'),
    activeTo: query.instant('active_end_time'),
    source: query.text('source_id', { max: 64 }),
    ...query.page(100),
  };
}

function matches(view: BenefitView, input: Input): boolean {
  const { benefit } = view;
  if (input.couponId !== null && benefit.id !== input.couponId) return false;
  if (input.orderId !== null && !ordersOf(view).includes(input.orderId)) return false;
  if (input.plan !== null && benefit.plan.id !== input.plan) return false;
  if (input.type !== null && couponTypeOf(benefit) !== input.type) return false;
  if (input.status !== null && view.status !== input.status) return false;
  if (input.activeFrom !== null && (view.status === 1 || benefit.activeAt < input.activeFrom)) return false;
  if (input.activeTo !== null && (view.status === 1 || benefit.activeAt > input.activeTo)) return false;
  return input.source === null || sourceOf(view) === input.source;
}

/** The orders that spent of it and the one that holds it. */
const ordersOf = ({ uses, lockedBy }: BenefitView): readonly (string | null)[] => [
  ...uses.map((use) => use.orderId),
  lockedBy,
];

/** Where it came from: the campaign of its plan. */
const sourceOf = ({ benefit }: BenefitView): string => benefit.plan.id.replace('PLAN-', 'SRC-');

function couponJson(view: BenefitView, account: Account): Json {
  const { benefit, lockedBy } = view;
  return {
    ...couponMembers(view),
    customer_id: account.domainId,
    valid_time: utcText(benefit.activeAt),
    order_id: spentByOrder(view),
    promotion_plan_id: benefit.plan.id,
    media_type: benefit.fetchMethod === 4 ? 2 : 1,
    fetch_method: benefit.fetchMethod,
    reserve_time: lockedBy === null ? null : utcText(benefit.createdAt),
    promotion_id: benefit.plan.id.replace('PLAN-', 'PROMO-'),
    lock_order_id: lockedBy,
    is_frozen: view.frozen ? '1' : '0',
    currency: account.currency,
    extend_param1: null,
    source_id: sourceOf(view),
  };
}
