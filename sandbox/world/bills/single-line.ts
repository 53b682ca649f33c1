import { formatUnits, type Units } from '../../wire/amounts';
import type { Account, Project } from '../accounts';
import { type Item, itemById } from '../catalogue';
import type { Commitment } from './commitments';
import type { Charge, Funding, Order, OrderItem } from '../order';
import { productId } from '../prices';
import { emptyLine, type Line, type Source } from './source';

/** A bill line that stands alone: an order's charge, a tax, an adjustment. */
export interface SingleLine extends Source {
  at: number;
  amount: Units;
}

export const isSingle = (source: Source): source is SingleLine => source.hours === null;

interface Plain {
  account: Account;
  item: Item;
  at: number;
  billType: number;
  chargeMode: 1 | 3 | 10 | 11;
  line: Partial<Line> & { amount: Units };
  tradeId: string;
  project: Project | null;
}

/** A line without a resource, such as tax; official is the amount plus the discount. */
export function plainLine(plain: Plain): SingleLine {
  const { account, item, line } = plain;
  const total: Line = { ...emptyLine(), official: line.amount + (line.discount ?? 0), ...line };
  if (!('cash' in line) && !('credit' in line)) total[account.paysByCredit ? 'credit' : 'cash'] = unpaid(total);
  return {
    account,
    resourceId: null,
    resourceName: null,
    tag: null,
    item,
    spec: item.spec,
    size: null,
    region: null,
    zone: null,
    project: plain.project,
    chargeMode: plain.chargeMode,
    billType: plain.billType,
    zero: total.amount === 0,
    mixed: false,
    owes: total.debt !== 0,
    upfront: null,
    spot: false,
    promotions: null,
    orderId: null,
    relativeOrderId: null,
    preOrderId: null,
    parentId: null,
    periodType: null,
    periodNum: null,
    term: null,
    productId: null,
    usageType: null,
    usageMeasureId: null,
    unitPrice: null,
    unit: null,
    hours: null,
    at: plain.at,
    amount: total.amount,
    read: (_slot, into) => {
      Object.assign(into, total);
    },
    tradeId: () => plain.tradeId,
    time: () => plain.at,
    formula: () => null,
  };
}

const unpaid = (line: Line): Units => line.amount - line.coupon - line.flexi - line.card - line.debt - line.writeOff;

/** The monthly payment for a reserved instance or a savings plan. */
export function paymentLine(
  account: Account,
  commitment: Commitment,
  due: { at: number; tradeId: string },
): SingleLine {
  const { resource, item, monthly } = commitment;
  const amount = monthly.official - monthly.discount;
  return {
    ...plainLine({
      account,
      item,
      ...due,
      billType: 18,
      chargeMode: commitment.mode,
      line: { amount, discount: monthly.discount },
      project: resource.project,
    }),
    resourceId: resource.id,
    resourceName: resource.name,
    tag: resource.tag,
    region: commitment.region,
    upfront: commitment.upfront,
    promotions: promotionOf(account, monthly.discount),
    periodType: 20,
    periodNum: 1,
    productId: productId('period', { item, spec: item.spec, region: commitment.region }),
  };
}

const promotionOf = (account: Account, discount: Units): string | null =>
  discount === 0 ? null : String(account.discounts[0]?.type ?? 605);

interface Paid {
  order: Order;
  child: Order | null;
  item: OrderItem;
  charge: Charge;
  /** When it bought a reserved instance or a savings plan. */
  commitment: Commitment | null;
  /** What it took from cash and from credit. */
  funding: Funding;
}

/** The bill line of an order for one resource; its amounts are the order's. */
export function orderLine(account: Account, paid: Paid): SingleLine {
  const { order, child, item, charge, commitment, funding } = paid;
  const { resource } = charge;
  const amount = charge.official - charge.discount;
  const { discount, coupon, flexi, card } = charge;
  const base = plainLine({
    account,
    item: item.item,
    at: order.paidAt ?? 0,
    billType: order.billType,
    chargeMode: commitment?.mode ?? 1,
    line: { amount, discount, coupon, flexi, card, ...funding },
    tradeId: order.id,
    project: order.project,
  });
  const simple =
    (order.billType === 1 || order.billType === 2 || order.billType === 8) &&
    commitment?.mode !== 11 &&
    item.item.prices.USD?.tiers === undefined;
  const months = item.periodType === 3 ? (item.periodNum ?? 0) * 12 : item.periodNum;
  const unit = simple && months ? charge.official / months : null;
  // Only a price per month that is whole in the eighth decimal is simple enough to print.
  const perMonth = unit !== null && Number.isInteger(unit) ? unit : null;
  return {
    ...base,
    resourceId: resource.id,
    resourceName: resource.name,
    tag: resource.tag,
    spec: item.spec,
    size: item.size,
    region: item.region,
    zone: resource.zone,
    orderId: order.id,
    relativeOrderId: child?.id ?? null,
    preOrderId: order.refunds.find((refund) => refund.resource === resource)?.baseOrderId ?? null,
    parentId: resource.parent?.id ?? null,
    periodType: item.periodType === null ? null : item.periodType === 3 ? 19 : 20,
    periodNum: item.periodNum,
    term: termOf(item, charge, base),
    upfront: commitment?.upfront ?? null,
    promotions: promotionOf(account, discount),
    productId: productId('period', item),
    unitPrice: perMonth,
    unit: perMonth === null ? null : `${account.currency}/month`,
    formula: () =>
      perMonth === null ? null : `${formatUnits(perMonth)}*${months}-${formatUnits(discount)}-${formatUnits(coupon)}`,
  };
}

/** The term that was bought, or what was left of it when it was given back. */
function termOf(item: OrderItem, charge: Charge, line: SingleLine): Source['term'] {
  if (item.from !== null && item.to !== null) return { from: item.from, to: item.to };
  if (line.amount >= 0) return null;
  const ends = charge.resource.terms.map((term) => term.to);
  return { from: line.at, to: Math.max(line.at, ...ends) };
}

export const supportPlan = itemById('supportplan.business');
