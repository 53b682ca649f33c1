import { share, truncateToCents, type Units } from '../../wire/amounts';
import { cycleOf, DAY, dayOf, dayStart, firstDayOf, termEnd } from '../../wire/times';
import type { Account } from '../accounts';
import type { Item } from '../catalogue';
import { type Charge, type Order, type OrderItem, type Resource, sumCharges } from '../order';
import { listPrice, newCharge, newItem, newOrder } from '../ordering';
import type { Random } from '../random';
import { type Course, start } from './course';
import { expiry, mainOf } from './holding';
import type { Holding, Story } from './story';

/** A renewal by months or years, as orders and bills name it. */
export interface Period {
  periodType: 2 | 3;
  periodNum: number;
}

export const monthsOf = (period: Period): number => period.periodNum * (period.periodType === 3 ? 12 : 1);

/** What one resource costs for another period: list price and contract discount, in cents. */
export function renewalCharge(
  account: Account,
  resource: Resource,
  wanted: { period: Period; spec?: { item: Item; spec: string; size: number | null }; extraDays?: number },
): Charge {
  const { item, spec, size } = wanted.spec ?? resource;
  const product = { item, spec, size, region: resource.region };
  const days = wanted.extraDays ?? 0;
  const extra = days === 0 ? 0 : truncateToCents(share(listPrice(account, product, 1), days, 30));
  return newCharge(account, resource, listPrice(account, product, monthsOf(wanted.period)) + extra);
}

/** What follows once renewed terms are there, by so many months at a time. */
type Follow = (story: Story, holding: Holding, months: number) => void;

interface Renewal {
  order: Order;
  /** What each resource gets when the order is completed. */
  terms: { item: OrderItem; charge: Charge; from: number; to: number }[];
}

interface Wanted {
  type: 2 | 14;
  billType: 1 | 2 | 8;
  source?: number;
  random: Random;
  periodOf: (resource: Resource) => Period;
  /** Where a term that would end at an instant really ends. */
  endOf?: (to: number) => number;
}

/** A renewal order with a line per resource; every term follows the one before it. */
function draft(story: Story, resources: readonly Resource[], wanted: Wanted): Renewal {
  const { account } = story;
  const [primary] = resources;
  if (!primary) throw new Error('a renewal needs a resource');
  const { type, billType, source, random } = wanted;
  const order = newOrder(account, random, {
    type,
    billType,
    service: primary.item.service,
    project: primary.project,
    at: story.now,
    ...(source === undefined ? {} : { source }),
  });
  const terms = resources.map((resource) => {
    const period = wanted.periodOf(resource);
    const from = expiry(resource) + 1000;
    const plain = termEnd(from, monthsOf(period));
    const to = wanted.endOf?.(plain) ?? plain;
    const charge = renewalCharge(account, resource, { period, extraDays: dayOf(to) - dayOf(plain) });
    const item = newItem(order, [charge], period);
    order.items.push(item);
    return { item, charge, from, to };
  });
  return { order, terms };
}

/** The completed order's terms begin to count; `then` plans what follows. */
function open(story: Story, renewal: Renewal, how: { course: Course; then: () => void }): Order {
  const { order, terms } = renewal;
  story.addOrder(order, () => {
    for (const { item, charge, from, to } of terms) {
      item.from = from;
      item.to = to;
      const paid = charge.official - charge.discount - charge.coupon - charge.flexi;
      const knownAt = Math.floor(story.now / 1000) * 1000;
      charge.resource.terms.push({ order, from, to, knownAt, paid, revokedAt: null });
    }
    how.then();
  });
  start(story, order, how.course);
  return order;
}

/** The simulated customer renews, or turns a trial into a purchase; now and then an attached resource goes its own way. */
export function renewByCustomer(
  story: Story,
  holding: Holding,
  { fromTrial, then }: { fromTrial: boolean; then: Follow },
): void {
  const primary = mainOf(holding);
  if (!primary || story.openOrders(holding.resources).length > 0) return;
  const random = story.drawFor(holding);
  const attached = random.chance(0.2) ? holding.resources.findLast((resource) => resource.parent !== null) : undefined;
  if (attached && random.chance(0.4)) leaveBehind(story, holding, attached);
  const months = fromTrial ? 12 : Math.min(holding.months, 12);
  const renewal = draft(story, holding.resources, {
    type: fromTrial ? 14 : 2,
    billType: fromTrial ? 1 : 2,
    random,
    // An attached resource renewed for longer outlives its primary.
    periodOf: (resource) => ({ periodType: 2, periodNum: resource === attached ? months * 2 : months }),
  });
  open(story, renewal, { course: 'prompt', then: () => then(story, holding, months) });
}

/**
 * Whether an automatic renewal came about: not while the account is short of money or another order is open.
 * With `apart`, an attached resource is left behind with its old expiry.
 */
export function renewAutomatically(
  story: Story,
  holding: Holding,
  { apart, then }: { apart: boolean; then: Follow },
): boolean {
  const primary = mainOf(holding);
  if (!primary || story.openOrders(holding.resources).length > 0) return false;
  const left = apart ? holding.resources.findLast((resource) => resource.parent !== null) : undefined;
  const months = primary.autoRenewal?.months ?? Math.min(holding.months, 12);
  const { expireDay } = story.stage.renewConfig(story.now);
  const resources = holding.resources.filter((resource) => resource !== left && resource.endedAt === null);
  const renewal = draft(story, resources, {
    type: 2,
    billType: 8,
    source: 8,
    random: story.drawFor(holding),
    periodOf: () => (months === 12 ? { periodType: 3, periodNum: 1 } : { periodType: 2, periodNum: months }),
    endOf: (to) => (expireDay === null ? to : nextDayOfMonth(to, expireDay)),
  });
  if (!story.affords(payable(renewal.order), `renew ${primary.id}`)) return false;
  if (left) leaveBehind(story, holding, left);
  open(story, renewal, {
    course: 'system',
    then: () => {
      countDown(story, holding);
      then(story, holding, months);
    },
  });
  return true;
}

/** Automatic renewal ends with the last of the times it was set for. */
function countDown(story: Story, holding: Holding): void {
  for (const resource of holding.resources) {
    const { autoRenewal } = resource;
    if (autoRenewal?.times == null) continue;
    resource.autoRenewal = { ...autoRenewal, times: autoRenewal.times - 1 };
    if (autoRenewal.times <= 1) resource.policies.push({ at: story.now, policy: 0 });
  }
}

/** A caller renews a primary with its attached resources; the order waits for payment. */
export function renewByCaller(
  story: Story,
  holding: Holding,
  { period, random, then }: { period: Period; random: Random; then: Follow },
): Order {
  const renewal = draft(story, holding.resources, { type: 2, billType: 2, random, periodOf: () => period });
  const months = Math.min(monthsOf(period), 12);
  return open(story, renewal, { course: 'caller', then: () => then(story, holding, months) });
}

/** It keeps its old expiry, and ends before its primary. */
function leaveBehind(story: Story, holding: Holding, attached: Resource): void {
  holding.resources = holding.resources.filter((resource) => resource !== attached);
  attached.policies.push({ at: story.now, policy: 0 });
}

/** What an order costs in money, in units of 1e-8. */
export function payable(order: Order): Units {
  const sums = sumCharges(order.items);
  return sums.official - sums.discount - sums.coupon - sums.flexi - sums.card;
}

/** The last second of the next such day of a month in GMT+08:00, the same day included. */
function nextDayOfMonth(instant: number, day: number): number {
  const cycle = cycleOf(instant);
  const here = firstDayOf(cycle) + day - 1;
  const found = here >= dayOf(instant) ? here : firstDayOf(cycle + 1) + day - 1;
  return dayStart(found + 1) - 1000;
}
