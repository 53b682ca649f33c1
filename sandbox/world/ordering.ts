import { type Units, share, toUnits, truncateToCents } from '../wire/amounts';
import { decimalText } from '../wire/decimal';
import { dayStart, HOUR, utcText } from '../wire/times';
import type { Account, Decorate, Discount } from './accounts';
import type { Part } from './blueprints';
import { zonesOf } from './catalogue';
import { type Charge, chargeFor, type Order, type OrderItem, type Resource } from './order';
import { periodPrice } from './prices';
import { hashText, type Random } from './random';

const computeServices = new Set(['hws.service.type.ec2', 'hws.service.type.ebs', 'hws.service.type.cce']);
const undiscounted = new Set(['hws.service.type.supportplan', 'hws.service.type.marketplace']);

export const isComputeService = (service: string): boolean => computeServices.has(service);
export const isDiscounted = (service: string): boolean => !undiscounted.has(service);

/** Thousandths of the list price the account pays for a service; its commercial contract counts first. */
export function keepRate(account: Account, service: string): number {
  const discount = account.discounts[0];
  if (!discount || undiscounted.has(service)) return 1000;
  return keepRateOf(discount, service);
}

/** What a discount leaves of the price of a service that discounts apply to, in thousandths. */
export const keepRateOf = (discount: Discount, service: string): number =>
  computeServices.has(service) ? discount.keepCompute : discount.keepOther;

const known = new Map<string, Units>();

/** List price of one instance for whole months, in cents like every order. */
export function listPrice(account: Account, product: Omit<Part, 'name'> & { region: string }, months: number): Units {
  const { currency } = account;
  const key = `${product.item.id} ${product.spec} ${product.size} ${product.region} ${months} ${currency}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const price = periodPrice({ ...product, currency }, { type: 2, count: months });
  const units = price ? truncateToCents(toUnits(decimalText(price))) : 0;
  known.set(key, units);
  return units;
}

export function newCharge(account: Account, resource: Resource, official: Units): Charge {
  const kept = truncateToCents(share(official, keepRate(account, resource.item.service), 1000));
  return chargeFor(resource, official, official - kept);
}

export function newResource(
  account: Account,
  part: Part,
  place: Place & { random: Random; decorate: Decorate },
): Resource {
  const { random } = place;
  const id = random.uuid();
  const salt = hashText(id);
  const zones = zonesOf(place.region);
  const tags = random.chance(0.6)
    ? random.pick(['env=prod', 'env=test;team=core', '环境=生产', 'team=支付;cost=1024', 'owner=wang.xiaoming'])
    : '';
  return {
    id,
    kind: 'plain',
    internalId: `01301-${random.between(100_000, 999_999)}-${random.between(0, 9)}`,
    name: place.decorate(`${part.name}-${String(random.between(1, 99)).padStart(2, '0')}`, salt),
    tag: tags === '' ? '' : place.decorate(tags, salt + 1),
    item: part.item,
    spec: part.spec,
    size: part.item.linear ? (part.size ?? 1) : null,
    region: place.region,
    zone: zones[random.between(0, Math.max(zones.length - 1, 0))] ?? place.region,
    project: place.project,
    parent: null,
    policies: [],
    autoRenewal: null,
    terms: [],
    endedAt: null,
    changes: [],
  };
}

interface Place {
  region: string;
  project: Account['projects'][number];
}

/** An order without items and states yet. */
export function newOrder(account: Account, random: Random, base: OrderBase): Order {
  const createdAt = Math.floor(base.at / 1000) * 1000;
  const stamp = utcText(createdAt).replace(/\D/g, '').slice(2, 12);
  return {
    id: `CS${stamp}${random.code(5)}`,
    type: base.type,
    source: base.source ?? 1,
    service: base.service,
    createdAt,
    steps: [],
    paidAt: null,
    completedAt: null,
    deadline: null,
    payment: null,
    user: base.source === 8 ? 'system' : random.pick(account.users),
    project: base.project,
    contractId: account.discounts[0] && random.chance(0.2) ? `CT${random.code(10)}` : null,
    items: [],
    children: [],
    refunds: [],
    billType: base.billType,
    discountType: String(account.discounts[0]?.type ?? 605),
    consumed: 0,
    commission: 0,
    paidByMaster: account.masterId !== null && random.chance(0.2),
  };
}

interface OrderBase {
  type: Order['type'];
  service: string;
  billType: number;
  /** When it is made; orders carry whole seconds. */
  at: number;
  project: Account['projects'][number];
  source?: number;
}

/** A line item over charges of one product. */
export function newItem(
  order: Order,
  charges: Charge[],
  period: Pick<OrderItem, 'periodType' | 'periodNum'>,
): OrderItem {
  const resource = charges[0]?.resource;
  if (!resource) throw new Error('a line item needs a charge');
  const number = String(order.items.length + 1).padStart(6, '0');
  const { item, spec, size, region } = resource;
  return { id: `${order.id}-${number}`, item, spec, size, region, charges, ...period, from: null, to: null };
}

/** Pays part of an order with a coupon or a card: whole units, spread over the charges in order. */
export function spendBenefit(items: readonly OrderItem[], kind: 'coupon' | 'flexi' | 'card', value: Units): void {
  let rest = value;
  for (const charge of items.flatMap((item) => item.charges)) {
    const open = charge.official - charge.discount - charge.coupon - charge.flexi - charge.card;
    const used = Math.min(open, rest);
    if (used <= 0) continue;
    charge[kind] += used;
    rest -= used;
  }
}

/** A working hour of a day in GMT+08:00. */
export const officeTime = (day: number, random: Random): number =>
  dayStart(day) + 9 * HOUR + random.between(0, 9 * 3600) * 1000;
