import { cycleOf } from '../../wire/times';
import { settlementsOf } from '../funds/settlements';
import type { Order } from '../order';
import type { Tenant } from '../world';
import { type BenefitUse, type BenefitView, type Held, viewBenefit } from './benefit';
import { monthlyBenefits } from './monthly-benefits';
import { benefitsSpentBy, setAsideFor } from './order-benefits';
import { usageBenefits } from './usage-benefits';

/** Cards last three years; nothing that ended more than a year ago is looked at. */
const MONTHS_BACK = { benefits: 48, usage: 14 };

/** Every coupon and card of an account at an instant, newest first, with what has been spent of it by then. */
export function benefitsAt(tenant: Tenant, now: number): BenefitView[] {
  const { account, history, bills } = tenant;
  const cycle = cycleOf(now);
  const orders = history.orders.filter((order) => order.createdAt <= now);
  const held: Held[] = orders.flatMap((order) => {
    const setAside = setAsideFor(account, order, now);
    return [...benefitsSpentBy(order), ...(setAside ? [setAside] : [])];
  });
  for (let back = 0; back < MONTHS_BACK.benefits; back += 1) {
    held.push(...monthlyBenefits(account, cycle - back).map((benefit) => ({ benefit, uses: [], lockedBy: null })));
  }
  for (let back = 0; back < MONTHS_BACK.usage; back += 1) {
    held.push(...usageBenefits(account, cycle - back, settlementsOf(bills, cycle - back, now)));
  }
  const paid = usesByPayments(orders, now);
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
    for (const { id, units } of order.payment.benefits) {
      const made = { at: order.paidAt, amount: units, orderId: order.id, cycle: null };
      uses.set(id, [...(uses.get(id) ?? []), made]);
    }
  }
  return uses;
}
