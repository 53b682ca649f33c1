import type { Units } from '../../wire/amounts';
import type { Account } from '../accounts';
import { type Charge, type Funding, itemsOf, type Order, sumCharges } from '../order';

/** What a charge takes in money, in units of 1e-8: its price less coupons and cards; negative when it gives back. */
const moneyOf = (charge: Omit<Charge, 'resource' | 'offered'>): Units =>
  charge.official - charge.discount - charge.coupon - charge.flexi - charge.card;

/** Whether an order is charged to the credit account. A master pays for its members with cash. */
const isOnCredit = (owner: Account, order: Order): boolean => owner.paysByCredit && !order.paidByMaster;

/** What a paid order took from cash and credit: as its payment says, or all from the account that its payer pays with. */
export function fundingOf(owner: Account, order: Order): Funding {
  if (order.payment?.funds) return order.payment.funds;
  const money = moneyOf(sumCharges(itemsOf(order)));
  return isOnCredit(owner, order) ? { cash: 0, credit: money } : { cash: money, credit: 0 };
}

/** The funding of an order shared out over its charges: cash pays the first of them, credit what is left. */
export function fundingByCharge(owner: Account, order: Order): ReadonlyMap<Charge, Funding> {
  const shares = new Map<Charge, Funding>();
  const { funds } = order.payment ?? {};
  let cash = funds?.cash ?? 0;
  for (const charge of itemsOf(order).flatMap((item) => item.charges)) {
    const money = moneyOf(charge);
    const paid = funds ? Math.min(cash, money) : isOnCredit(owner, order) ? 0 : money;
    shares.set(charge, { cash: paid, credit: money - paid });
    cash -= paid;
  }
  return shares;
}
