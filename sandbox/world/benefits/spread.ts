import { share, truncateToCents, type Units } from '../../wire/amounts';
import { type Charge, itemsOf, type Order, type OrderItem } from '../order';

/** A discount on a whole order, spread over its charges in proportion to their list prices; the last takes the rest. */
export function spreadDiscount(charges: readonly Charge[], discount: Units): Units[] {
  let list = charges.reduce((sum, charge) => sum + charge.official, 0);
  let rest = Math.max(0, Math.min(discount, list));
  return charges.map(({ official }) => {
    const isLast = official === list || list === 0;
    const part = isLast ? rest : truncateToCents(share(rest, official, list));
    list -= official;
    rest -= part;
    return part;
  });
}

/** What a discount coupon took off some line items of a paid order: its part of their discounts. */
export function couponDiscountOf(order: Order, items: readonly OrderItem[]): Units {
  let rest = order.payment?.discount?.coupon?.units ?? 0;
  if (rest === 0) return 0;
  const wanted = new Set(items.flatMap((item) => item.charges));
  const charges = itemsOf(order).flatMap((item) => item.charges);
  let discounts = charges.reduce((sum, charge) => sum + charge.discount, 0);
  let found = 0;
  for (const charge of charges) {
    const part = discounts === 0 ? 0 : share(rest, charge.discount, discounts);
    discounts -= charge.discount;
    rest -= part;
    if (wanted.has(charge)) found += part;
  }
  return found;
}
