import { benefitsAt } from '../../world/benefits/holdings';
import type { World } from '../../world/world';
import { asQuery, instant, limit, offset, some } from '../arbitraries';
import type { OperationCases } from '../cases';
import { NOW } from '../fixture';
import { tenantAt } from '../payable';

const path = '/v2/promotions/benefits/coupons';

function known(world: World) {
  const views = benefitsAt(tenantAt(world, 0), NOW).filter(({ benefit }) => benefit.kind !== 'card');
  return {
    ids: views.map(({ benefit }) => benefit.id),
    plans: [...new Set(views.map(({ benefit }) => benefit.plan.id))],
    orders: views
      .flatMap(({ uses, lockedBy }) => [lockedBy, ...uses.map((use) => use.orderId)])
      .filter((id) => id !== null),
  };
}

export const listCoupons: OperationCases = {
  operation: 'ListSubCustomerCoupons',
  valid: (world) => {
    const { ids, plans, orders } = known(world);
    return asQuery({
      coupon_id: some([...ids.slice(0, 20), 'CP0', '']),
      order_id: some([...orders, 'CS0', '']),
      promotion_plan_id: some([...plans, '']),
      coupon_type: some([1, 2, 3, 4]),
      status: some([1, 2, 3, 4, 5, '']),
      active_start_time: instant.filter((text) => text < '2026-05'),
      active_end_time: instant.filter((text) => text >= '2026-05'),
      source_id: some([...plans.map((plan) => plan.replace('PLAN', 'SRC')), 'x']),
      limit: limit(100),
      offset,
    }).map((query) => ({ path, query }));
  },
  always: () => [1, 2, 3, 4, 5].map((status) => ({ path, query: { status: String(status), limit: '100' } })),
  invalid: () => [
    ['a type that there is not', { path, query: { coupon_type: '5' } }, '400 CBC.0100'],
    ['a status that there is not', { path, query: { status: '6' } }, '400 CBC.0100'],
    ['an empty type', { path, query: { coupon_type: '' } }, '400 CBC.0100'],
    ['a day for an instant', { path, query: { active_start_time: '2026-10-01' } }, '400 CBC.0100'],
    ['too many', { path, query: { limit: '101' } }, '400 CBC.0100'],
  ],
};
