import type { Units } from '../wire/amounts';
import type { Item } from './catalogue';
import type { Project } from './accounts';

/** Order status from an instant on; see 4.1 of the contract. */
export interface Step {
  at: number;
  status: 1 | 3 | 4 | 5 | 6 | 9;
}

/** A yearly/monthly resource with the terms bought for it. */
export interface Resource {
  id: string;
  internalId: string;
  name: string;
  tag: string;
  item: Item;
  spec: string;
  size: number | null;
  region: string;
  zone: string;
  project: Project;
  parent: Resource | null;
  policy: 0 | 1 | 2 | 3 | 4 | 5;
  terms: Term[];
  /** When it was unsubscribed or turned into pay-per-use, if ever. */
  endedAt: number | null;
  /** Specifications it had before: it reads as `spec` from the last change on. */
  changes: { at: number; item: Item; spec: string; size: number | null }[];
}

/** One paid period; it counts from the instant its order completed. */
export interface Term {
  order: Order;
  from: number;
  to: number;
  knownAt: number;
  paid: Units;
}

/** What one order charges for one resource; orders, line items and bill lines are sums of these. */
export interface Charge {
  resource: Resource;
  official: Units;
  discount: Units;
  coupon: Units;
  flexi: Units;
  card: Units;
}

export interface OrderItem {
  id: string;
  item: Item;
  spec: string;
  size: number | null;
  region: string;
  periodType: 2 | 3 | null;
  periodNum: number | null;
  charges: Charge[];
  from: number | null;
  to: number | null;
}

/** What was taken off the list price of a whole order: a discount type of section 4.7, and the amount. */
export interface OrderDiscount {
  type: string;
  units: Units;
  /** The part of it that a discount coupon (type 300) gave, and which. */
  coupon?: { id: string; units: Units } | null;
}

export interface Benefit {
  kind: 'coupon' | 'flexi' | 'card';
  id: string;
  units: Units;
}

/** How an order is paid, at an instant of business time. */
export interface Payment {
  at: number;
  /** null: the order keeps the discount it was offered with. */
  discount: OrderDiscount | null;
  benefits: readonly Benefit[];
  fault?: PaymentFault | null;
  /** What it takes from cash and from credit; absent: all of it from the account the payer pays with. */
  funds?: Funding;
}

export interface Funding {
  cash: Units;
  credit: Units;
}

export interface PaymentFault {
  world: 'otherAmount' | 'autoUnsubscribe';
  by: string | null;
}

export interface Refund {
  id: string;
  amount: Units;
  resource: Resource;
  baseOrderId: string;
}

export interface Order {
  id: string;
  type: 1 | 2 | 3 | 4 | 10 | 11 | 13 | 14 | 15;
  source: number;
  service: string;
  createdAt: number;
  steps: Step[];
  paidAt: number | null;
  deadline: number | null;
  /** The payment a caller made; null while unpaid, and when the simulation paid. */
  payment: Payment | null;
  user: string;
  project: Project;
  contractId: string | null;
  items: OrderItem[];
  /** Orders a combined order consists of, each with its own items; empty otherwise. */
  children: Order[];
  refunds: Refund[];
  /** Detailed bill type of its lines. */
  billType: number;
  discountType: string;
  /** Refund orders: what had been used up, and the handling fee. */
  consumed: Units;
  commission: Units;
  paidByMaster: boolean;
}

export const itemsOf = (order: Order): readonly OrderItem[] =>
  order.children.length > 0 ? order.children.flatMap((child) => child.items) : order.items;

export function statusAt(order: Order, now: number): Step['status'] {
  let status = order.steps[0]?.status ?? 5;
  for (const step of order.steps) if (step.at <= now) status = step.status;
  return status;
}

export interface Sums {
  official: Units;
  discount: Units;
  coupon: Units;
  flexi: Units;
  card: Units;
}

export function sumCharges(items: readonly OrderItem[]): Sums {
  const sums: Sums = { official: 0, discount: 0, coupon: 0, flexi: 0, card: 0 };
  for (const item of items) {
    for (const charge of item.charges) {
      sums.official += charge.official;
      sums.discount += charge.discount;
      sums.coupon += charge.coupon;
      sums.flexi += charge.flexi;
      sums.card += charge.card;
    }
  }
  return sums;
}
