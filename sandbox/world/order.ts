import type { Units } from '../wire/amounts';
import type { Item } from './catalogue';
import type { Project } from './accounts';

/** Order status from an instant on; see 4.1 of the contract. */
export interface Step {
  at: number;
  status: 1 | 3 | 4 | 5 | 6 | 9;
}

/** Section 4.5 of the contract; 3 is automatic renewal. */
export type ExpirePolicy = 0 | 1 | 2 | 3 | 4 | 5;

/** `times` left, or null without end; months of each renewal, or null for the period of the last order. */
export interface AutoRenewal {
  times: number | null;
  months: 1 | 12 | null;
}

/** A yearly/monthly resource with the terms bought for it. */
export interface Resource {
  id: string;
  /** What it is besides a thing of its own: a bought amount of usage, reserved capacity, a promise to spend. */
  kind: 'plain' | 'package' | 'reserved' | 'savings';
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
  /** What happens at expiry, from an instant on, oldest first; the first counts from the beginning. */
  policies: { at: number; policy: ExpirePolicy }[];
  /** How automatic renewals go on while the policy is 3; null says for ever, by the period of the last order. */
  autoRenewal: AutoRenewal | null;
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
  /** When the term was given back before it began, if ever. */
  revokedAt: number | null;
}

/** What one order charges for one resource; orders, line items and bill lines are sums of these. */
export interface Charge {
  resource: Resource;
  official: Units;
  /** What is off the list price: as ordered, and once paid, for a payment may bring another discount. */
  offered: Units;
  discount: Units;
  coupon: Units;
  flexi: Units;
  card: Units;
}

/** A charge at list price less a discount, nothing paid with coupons or cards yet. */
export const chargeFor = (resource: Resource, official: Units, discount: Units = 0): Charge => ({
  resource,
  official,
  offered: discount,
  discount,
  coupon: 0,
  flexi: 0,
  card: 0,
});

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

/**
 * What goes wrong behind a payment: `otherAmount` charges another amount than the order says, `by` decimal text of the
 * currency more or, negative, less (null: a tenth less); `autoUnsubscribe` lets the first resource of the order fail and
 * the system unsubscribe it on the next day.
 */
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
  completedAt: number | null;
  /** Until when it can be paid; null before it waits for payment. */
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

/** Whether it is paid at an instant. */
export const isPaid = (order: Order, now: number): boolean => order.paidAt !== null && order.paidAt <= now;

/** The discount type its reduction is shown under at an instant. */
export const discountTypeAt = (order: Order, now: number): string =>
  (isPaid(order, now) ? order.payment?.discount?.type : undefined) ?? order.discountType;

export interface Sums {
  official: Units;
  discount: Units;
  coupon: Units;
  flexi: Units;
  card: Units;
}

/** The amounts of line items, in units of 1e-8: as ordered, or once paid. */
export function sumCharges(items: readonly OrderItem[], paid = true): Sums {
  const sums: Sums = { official: 0, discount: 0, coupon: 0, flexi: 0, card: 0 };
  for (const charge of items.flatMap((item) => item.charges)) {
    sums.official += charge.official;
    sums.discount += paid ? charge.discount : charge.offered;
    if (!paid) continue;
    sums.coupon += charge.coupon;
    sums.flexi += charge.flexi;
    sums.card += charge.card;
  }
  return sums;
}
