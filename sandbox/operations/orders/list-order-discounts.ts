import { ONE, share } from '../../wire/amounts';
import { amount, type Json, toJson } from '../../wire/json';
import { Parameters } from '../../wire/parameters';
import { type Offer, offersFor } from '../../world/benefits/discounts';
import { spreadDiscount } from '../../world/benefits/spread';
import { itemsOf, type Order, type OrderItem } from '../../world/order';
import { productId } from '../../world/prices';
import type { Operation } from '../operation';
import { payableOrder } from './payable-order';

/** Section 3.1: the discounts an order that waits for payment can be paid with. They exclude each other. */
export const listOrderDiscounts: Operation = {
  name: 'ListOrderDiscounts',
  method: 'GET',
  path: '/v2/orders/customer-orders/order-discounts',
  quota: 10,
  body: 'none',
  run(call) {
    const id = Parameters.ofQuery(call.query).requiredText('order_id', { max: 64 });
    const { order, account } = payableOrder(call, id);
    return toJson({ discounts: offersFor(account, order).map((offer) => offerJson(offer, order)) });
  },
};

function offerJson(offer: Offer, order: Order): Json {
  const parts = order.children.length > 0 ? order.children : [order];
  return {
    discount_id: offer.id,
    discount_value: offer.value,
    discount_type: offer.type,
    orders: parts.map((part) => ({
      order_id: part.id,
      order_line_items: mergedItems(part.items).map((items) => lineItemJson(offer, order, items)),
    })),
  };
}

/** Line items of the same product, specification and price are one. */
function mergedItems(items: readonly OrderItem[]): OrderItem[][] {
  const groups = new Map<string, OrderItem[]>();
  for (const item of items) {
    const prices = item.charges.map((charge) => charge.official).join(' ');
    const key = `${productId('period', item)} ${item.size} ${prices}`;
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()];
}

function lineItemJson(offer: Offer, order: Order, items: readonly OrderItem[]): Json {
  const official = items.flatMap((item) => item.charges).reduce((sum, charge) => sum + charge.official, 0);
  const off = reductionOf(offer, order, items);
  return {
    order_line_item_ids: items.map((item) => item.id),
    discount_mode: offer.mode,
    discount_amount: amount(off),
    discount_ratio: offer.mode === 0 ? amount(share(ONE, official - off, official || 1)) : null,
  };
}

/** What a discount takes off some line items: its share of what it takes off the whole order. */
function reductionOf(offer: Offer, order: Order, items: readonly OrderItem[]): number {
  const charges = itemsOf(order).flatMap((item) => item.charges);
  const spread = offer.isOwn ? charges.map((charge) => charge.discount) : spreadDiscount(charges, offer.units);
  const wanted = new Set(items.flatMap((item) => item.charges));
  return charges.reduce((sum, charge, index) => sum + (wanted.has(charge) ? (spread[index] ?? 0) : 0), 0);
}
