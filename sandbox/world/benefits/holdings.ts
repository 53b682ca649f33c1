import { cycleOf, DAY } from '../../wire/times';
import { benefitSettlementsOf } from '../funds/settlements';
import type { Order } from '../order';
import type { Tenant } from '../world';
import { type BenefitUse, type BenefitView, type Held, viewBenefit } from './benefit';
import { monthlyBenefits } from './monthly-benefits';
import { benefitsSpentBy, setAsideFor } from './order-benefits';
import { usageBenefits } from './usage-benefits';

/** Cards last three years; nothing that ended more than a year ago is looked at. */
const MONTHS_BACK = { benefits: 48, usage: 14 };
/** A coupon set aside for an order is looked at for a year after it has ended. */
const SET_ASIDE = 420 * DAY;

/** Every coupon and card of an account at an instant, newest first, with what has been spent of it by then. */
export function benefitsAt(tenant: Tenant, now: number): BenefitView[] {
  const { account, history } = tenant;
  const cycle = cycleOf(now);
  const held: Held[] = [];
  for (const order of history.orders) {
    if (order.createdAt > now) break;
    if (order.paidAt !== null && order.paidAt <= now) held.push(...benefitsSpentBy(order));
    const setAside = order.createdAt > now - SET_ASIDE ? setAsideFor(account, order, now) : null;
    if (setAside) held.push(setAside);
  }
  for (let back = 0; back < MONTHS_BACK.benefits; back += 1) {
    held.push(...monthlyBenefits(account, cycle - back).map((benefit) => ({ benefit, uses: [], lockedBy: null })));
  }
  for (let back = 0; back < MONTHS_BACK.usage; back += 1) {
    held.push(...usageBenefits(account, cycle - back, benefitSettlementsOf(tenant, cycle - back, now)));
  }
  const paid = usesByPayments(history.orders, now);
  return held
    .filter(({ benefit }) => benefit.createdAt <= now)
    .map((one) => viewBenefit({ ...one, uses: [...one.uses, ...(paid.get(one.benefit.id) ?? [])] }, now))
    .sort((a, b) => b.benefit.createdAt - a.benefit.createdAt || (a.benefit.id < b.benefit.id ? -1 : 1));
}

/** What payments that callers made have spent, by benefit. */
function usesByPayments(orders: readonly Order[], now: number): ReadonlyMap<string, readonly BenefitUse[]> {
  const uses = new Map<string, BenefitUse[]>();
  for (const order of orders) {
    if (order.payment === null || order.paidAt === null || order.paidAt > now) continue;
    const { discount, benefits } = order.payment;
    for (const { id, units } of [...benefits, ...(discount?.coupon ? [discount.coupon] : [])]) {
      const made = { at: order.paidAt, amount: units, orderId: order.id, cycle: null };
      uses.set(id, [...(uses.get(id) ?? []), made]);
    }
  }
  return uses;
}
