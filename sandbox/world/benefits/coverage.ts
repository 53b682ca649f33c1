import type { Units } from '../../wire/amounts';
import { itemsOf, type Order, type OrderItem } from '../order';
import { productId } from '../prices';
import type { Benefit, UseLimit } from './benefit';

/** What conditions of coupons look at besides the items of an order. */
export interface Buyer {
  /** Services that the account has paid an order of before. */
  known: ReadonlySet<string>;
}

/** The items of an order that a coupon may pay for; none when a condition on the whole order is not met. */
export function coveredItems(benefit: Benefit, order: Order, buyer: Buyer): readonly OrderItem[] {
  return itemsOf(order).filter((item) => benefit.limits.every((limit) => meets(limit, { order, item, buyer })));
}

/** What an order has to be paid for items, coupons and cards apart. */
export const payableOf = (items: readonly OrderItem[]): Units =>
  items.flatMap((item) => item.charges).reduce((sum, charge) => sum + charge.official - charge.discount, 0);

/** `new`, `renew` or `change`, the words of `subscribeType`. */
export function subscribeTypeOf(order: Order): string {
  if (order.type === 2) return 'renew';
  return order.type === 3 ? 'change' : 'new';
}

function meets(limit: UseLimit, at: { order: Order; item: OrderItem; buyer: Buyer }): boolean {
  const { order, item, buyer } = at;
  switch (limit.key) {
    case 'regionCode':
      return item.region === limit.value;
    case 'productId':
      return productId('period', item) === limit.value;
    case 'serviceType':
      return item.item.service === limit.value;
    case 'subscribeType':
      return subscribeTypeOf(order) === limit.value;
    case 'firstOrderInService':
      return limit.value !== '1' || !buyer.known.has(item.item.service);
    case 'cycleNum':
      return isBetween(item.periodNum ?? 0, Number(limit.value), Number(limit.upTo ?? limit.value));
    case 'cycleType':
      return limit.value === '0' || limit.value === (item.periodType === 3 ? '1' : '2');
    case 'chargingMode':
      return limit.value === '1';
    case 'excludesDiscount':
    case 'minimumDiscountRate':
      // These depend on the discount chosen, not on what is bought.
      return true;
  }
}

const isBetween = (value: number, from: number, to: number): boolean => value >= from && value <= to;
