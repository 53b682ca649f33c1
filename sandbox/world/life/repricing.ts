import { share, toUnits, truncateToCents, type Units } from '../../wire/amounts';
import { spreadDiscount } from '../benefits/spread';
import { type Charge, itemsOf, type Order } from '../order';

const chargesOf = (order: Order): Charge[] => itemsOf(order).flatMap((item) => item.charges);
const sum = (charges: readonly Charge[], member: 'official' | 'discount'): Units =>
  charges.reduce((total, charge) => total + charge[member], 0);

/** Spreads a discount over the charges in proportion to their list prices; the last one takes what is left. */
export function reduceTo(order: Order, discount: Units): void {
  const charges = chargesOf(order);
  const parts = spreadDiscount(charges, discount);
  for (const [index, charge] of charges.entries()) charge.discount = parts[index] ?? 0;
}

/** How much more than the amount it says an order is charged: decimal text, or without it a tenth less. */
export const otherBy = (amount: Units, by: string | null): Units =>
  by === null ? -truncateToCents(share(amount, 1, 10)) : toUnits(by);

/** Lets an order cost other than it said: the discount gives way first, then the price; without an amount a tenth less. */
export function chargeOther(order: Order, by: string | null): void {
  const charges = chargesOf(order);
  const discount = sum(charges, 'discount');
  const amount = sum(charges, 'official') - discount;
  const more = otherBy(amount, by);
  reduceTo(order, discount - more);
  const [first] = charges;
  if (first && more > discount) first.official += more - discount;
}
