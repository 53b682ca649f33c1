import { ONE, share, truncateToCents, type Units } from '../../wire/amounts';
import { refuse } from '../../wire/refusal';
import type { BenefitKind, BenefitView } from '../../world/benefits/benefit';
import { type Buyer, coveredItems } from '../../world/benefits/coverage';
import { spreadDiscount } from '../../world/benefits/spread';
import { itemsOf, type Order, type OrderItem } from '../../world/order';
import type { Tenant } from '../../world/world';

/** A coupon or card of a payment, by the types of section 4.7. */
export interface Wanted {
  id: string;
  type: 300 | 301 | 302 | 303;
}

const kindsOf: Record<Wanted['type'], readonly BenefitKind[]> = {
  300: ['discount'],
  301: ['cash', 'product'],
  302: ['flexi'],
  303: ['card'],
};

/** How many of each a payment takes, by type. */
export const MOST: Record<Wanted['type'], number> = { 300: 1, 301: 3, 302: 3, 303: 3 };

/** An order with the price that the chosen discount gives it. */
export interface Priced {
  order: Order;
  official: Units;
  discount: Units;
  /** The caller asked for a discount, instead of taking the price as it is. */
  chosen: boolean;
}

/** Services that an account has paid an order of by an instant. */
export function buyerOf(owner: Tenant, now: number): Buyer {
  const paid = owner.history.orders.filter((order) => order.paidAt !== null && order.paidAt <= now);
  return { known: new Set(paid.flatMap((order) => itemsOf(order).map((item) => item.item.service))) };
}

/** Whether a coupon or card can pay for some of an order, discounts apart. */
export function isUsable(view: BenefitView, order: Order, buyer: Buyer): boolean {
  const isFree = view.lockedBy === null || view.lockedBy === order.id;
  return (
    view.status === 2 &&
    !view.frozen &&
    isFree &&
    view.balance > 0 &&
    coveredItems(view.benefit, order, buyer).length > 0
  );
}

/** The coupons and cards asked for, or a refusal: used or not usable (.99003112), or not with this discount. */
export function chooseBenefits(
  wanted: readonly Wanted[],
  held: readonly BenefitView[],
  of: { priced: Priced; buyer: Buyer },
): BenefitView[] {
  const { priced, buyer } = of;
  const types = new Set(wanted.map(({ type }) => type));
  if (types.has(300) && types.has(301)) throw refuse('CBC.99003147');
  const views = wanted.map(({ id, type }) => {
    const view = held.find(({ benefit }) => benefit.id === id && kindsOf[type].includes(benefit.kind));
    if (!view || !isUsable(view, priced.order, buyer)) throw refuse('CBC.99003112', id);
    return view;
  });
  for (const { benefit } of views) checkDiscount(benefit.limits, priced);
  return views;
}

function checkDiscount(limits: BenefitView['benefit']['limits'], priced: Priced): void {
  for (const { key, value } of limits) {
    if (key === 'excludesDiscount' && priced.chosen) throw refuse('CBC.99003116');
    if (key !== 'minimumDiscountRate') continue;
    const least = share(priced.official, Math.round(Number(value) * 1000), 1000);
    if (priced.official - priced.discount < least) throw refuse('CBC.99003117');
  }
}

/** Whether the price of an order allows a coupon. */
export function goesWith(view: BenefitView, priced: Priced): boolean {
  try {
    checkDiscount(view.benefit.limits, priced);
    return true;
  } catch {
    return false;
  }
}

export interface Spending {
  /** What a discount coupon takes off, and which. */
  coupon: { id: string; units: Units } | null;
  benefits: { kind: 'coupon' | 'flexi' | 'card'; id: string; units: Units }[];
  /** What is left to pay with money. */
  rest: Units;
}

const ways = { cash: 'coupon', product: 'coupon', flexi: 'flexi', card: 'card' } as const;
/** A discount coupon comes before everything that pays. */
const turn: Record<BenefitKind, number> = { discount: 0, product: 1, cash: 2, flexi: 3, card: 4 };

/** Spends coupons and cards on an order: each pays what is still open of the line items it covers, up to its balance. */
export function spendOn(
  views: readonly BenefitView[],
  of: { priced: Priced; buyer: Buyer; otherwise?: ((payable: Units) => Units) | null },
): Spending {
  const { priced, buyer } = of;
  const open = openAmounts(priced);
  const spending: Spending = { coupon: null, benefits: [], rest: 0 };
  for (const { benefit } of views) {
    if (benefit.kind !== 'discount') continue;
    const units = reduce(open, coveredItems(benefit, priced.order, buyer), benefit.face);
    spending.coupon = { id: benefit.id, units };
  }
  if (of.otherwise) reprice(open, of.otherwise(sum(open)));
  for (const { benefit, balance } of [...views].sort((a, b) => turn[a.benefit.kind] - turn[b.benefit.kind])) {
    if (benefit.kind === 'discount') continue;
    const units = take(open, coveredItems(benefit, priced.order, buyer), balance);
    if (units > 0) spending.benefits.push({ kind: ways[benefit.kind], id: benefit.id, units });
  }
  spending.rest = sum(open);
  return spending;
}

const sum = (open: ReadonlyMap<OrderItem, Units>): Units =>
  [...open.values()].reduce((total, units) => total + units, 0);

/** Another price than the order said: so much more on the first item, or less on one after the other. */
function reprice(open: Map<OrderItem, Units>, more: Units): void {
  const [first] = open.keys();
  if (more < 0) take(open, [...open.keys()], -more);
  else if (first) open.set(first, (open.get(first) ?? 0) + more);
}

/** What each line item costs after the discount. */
function openAmounts({ order, discount }: Priced): Map<OrderItem, Units> {
  const charges = itemsOf(order).flatMap((item) => item.charges);
  const own = charges.reduce((total, charge) => total + charge.discount, 0);
  const spread = own === discount ? charges.map((charge) => charge.discount) : spreadDiscount(charges, discount);
  const open = new Map<OrderItem, Units>();
  let index = 0;
  for (const item of itemsOf(order)) {
    let left = 0;
    for (const charge of item.charges) {
      left += charge.official - (spread[index] ?? 0);
      index += 1;
    }
    open.set(item, left);
  }
  return open;
}

function take(open: Map<OrderItem, Units>, items: readonly OrderItem[], most: Units): Units {
  let taken = 0;
  for (const item of items) {
    const part = Math.min(open.get(item) ?? 0, most - taken);
    open.set(item, (open.get(item) ?? 0) - part);
    taken += part;
  }
  return taken;
}

/** Leaves a part of the price of some items, in cents. */
function reduce(open: Map<OrderItem, Units>, items: readonly OrderItem[], keep: Units): Units {
  let off = 0;
  for (const item of items) {
    const before = open.get(item) ?? 0;
    const after = truncateToCents(share(before, keep, ONE));
    open.set(item, after);
    off += before - after;
  }
  return off;
}
