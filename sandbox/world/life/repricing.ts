import { share, toUnits, truncateToCents, type Units } from '../../wire/amounts';
import { type Charge, itemsOf, type Order } from '../order';

const chargesOf = (order: Order): Charge[] => itemsOf(order).flatMap((item) => item.charges);
const sum = (charges: readonly Charge[], member: 'official' | 'discount'): Units =>
  charges.reduce((total, charge) => total + charge[member], 0);

/** Spreads a discount over the charges in proportion to their list prices; the last one takes what is left. */
export function reduceTo(order: Order, discount: Units): void {
  const charges = chargesOf(order);
  let list = sum(charges, 'official');
  let rest = Math.max(0, Math.min(discount, list));
  for (const charge of charges) {
    const isLast = charge.official === list;
    charge.discount = isLast || list === 0 ? rest : truncateToCents(share(rest, charge.official, list));
    list -= charge.official;
    rest -= charge.discount;
  }
}

/** Lets an order cost other than it said: the discount gives way first, then the price; without an amount a tenth less. */
export function chargeOther(order: Order, by: string | null): void {
  const charges = chargesOf(order);
  const discount = sum(charges, 'discount');
  const amount = sum(charges, 'official') - discount;
  const more = by === null ? -truncateToCents(share(amount, 1, 10)) : toUnits(by);
  reduceTo(order, discount - more);
  const [first] = charges;
  if (first && more > discount) first.official += more - discount;
}
