import { ONE, share, truncateToCents, type Units } from '../../wire/amounts';
import { DAY } from '../../wire/times';
import { chargeFor, type Order, type Resource, type Term } from '../order';
import { newItem, newOrder } from '../ordering';
import type { Random } from '../random';
import { termsAt } from '../resource-view';
import { start } from './course';
import { expiry, mainOf } from './holding';
import type { Holding, Story } from './story';

/** A purchase can be returned without reason and in full for this long. */
const FULL_REFUND = 5 * DAY;

export type GiveBack = 'unsubscribe' | 'usage';

/** The simulated customer unsubscribes, or changes to pay-per-use: what was not used comes back. */
export function giveBack(story: Story, holding: Holding, kind: GiveBack): void {
  const primary = mainOf(holding);
  if (!primary || expiry(primary) <= story.now || story.openOrders(holding.resources).length > 0) return;
  story.stage.cancel(holding);
  const random = story.drawFor(holding);
  const resources = holding.resources.filter((resource) => resource.endedAt === null && expiry(resource) > story.now);
  returnResources(story, resources, { kind, random });
}

interface Return {
  kind: GiveBack;
  random: Random;
  /** Who made the order, section 4.2; 1, the customer, if absent. */
  source?: number;
  /** The proportional share even within the days of the full refund. */
  proportional?: boolean;
}

/** An order that ends resources and pays back what was not used; type 4, or 10 to pay-per-use. */
export function returnResources(story: Story, resources: readonly Resource[], how: Return): Order {
  const { kind, random } = how;
  const order = refundOrder(story, resources, how);
  const withFee = kind === 'unsubscribe' && how.source === undefined && random.chance(0.25);
  const fee = withFee ? random.between(1, 5) * ONE : 0;
  for (const [index, resource] of resources.entries()) {
    const full = kind === 'unsubscribe' && how.proportional !== true && isFresh(resource, story.now);
    const back = refundOf(order, resource, { at: story.now, full, fee: index === 0 && !full ? fee : 0 });
    addLine(order, resource, back);
  }
  open(story, order, resources, () => {
    for (const resource of resources) resource.endedAt = Math.floor(story.now / 1000) * 1000;
  });
  return order;
}

/** Gives back only the renewed terms that have not begun; the resource goes on to its earlier expiry. */
export function returnRenewals(
  story: Story,
  resources: readonly Resource[],
  how: { random: Random; then: () => void },
): Order {
  const order = refundOrder(story, resources, { kind: 'unsubscribe', random: how.random });
  const revoked: Term[] = [];
  for (const resource of resources) {
    let back: Units = 0;
    for (const term of termsAt(resource, story.now)) {
      if (term.from <= story.now) continue;
      record(order, resource, { amount: -term.paid, baseOrderId: term.order.id });
      back += term.paid;
      revoked.push(term);
    }
    if (back > 0) addLine(order, resource, back);
  }
  open(story, order, resources, () => {
    for (const term of revoked) term.revokedAt = Math.floor(story.now / 1000) * 1000;
    how.then();
  });
  return order;
}

function refundOrder(story: Story, resources: readonly Resource[], how: Return): Order {
  const [primary] = resources;
  if (!primary) throw new Error('a refund needs a resource');
  return newOrder(story.account, how.random, {
    type: how.kind === 'unsubscribe' ? 4 : 10,
    billType: how.kind === 'unsubscribe' ? 4 : 24,
    service: primary.item.service,
    project: primary.project,
    at: story.now,
    ...(how.source === undefined ? {} : { source: how.source }),
  });
}

function open(story: Story, order: Order, resources: readonly Resource[], whenCompleted: () => void): void {
  const [primary] = resources;
  if (primary && order.refunds.length === 0) {
    const baseOrderId = primary.terms[0]?.order.id ?? order.id;
    order.refunds.push({ id: `${order.id}-R001`, amount: 0, resource: primary, baseOrderId });
  }
  story.addOrder(order, whenCompleted);
  start(story, order, 'system');
}

function addLine(order: Order, resource: Resource, back: Units): void {
  order.items.push(newItem(order, [chargeFor(resource, -back)], { periodType: null, periodNum: null }));
}

const isFresh = (resource: Resource, now: number): boolean => {
  const first = (resource.parent ?? resource).terms[0];
  return first !== undefined && first.order.type === 1 && now - first.from <= FULL_REFUND;
};

function record(order: Order, resource: Resource, entry: { amount: Units; baseOrderId: string }): void {
  if (entry.amount === 0) return;
  const id = `${order.id}-R${String(order.refunds.length + 1).padStart(3, '0')}`;
  order.refunds.push({ id, resource, ...entry });
}

/** Writes the refund records of a resource and returns what is paid back. */
function refundOf(order: Order, resource: Resource, when: { at: number; full: boolean; fee: Units }): Units {
  let back: Units = 0;
  for (const term of termsAt(resource, when.at)) {
    const length = term.to - term.from;
    const unused = when.full ? length : Math.min(Math.max(term.to - Math.max(when.at, term.from), 0), length);
    if (unused === 0) continue;
    const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000);
    const returned =
      unused === length ? term.paid : truncateToCents(share(term.paid, seconds(unused), seconds(length)));
    record(order, resource, { amount: -term.paid, baseOrderId: term.order.id });
    record(order, resource, { amount: term.paid - returned, baseOrderId: term.order.id });
    order.consumed += term.paid - returned;
    back += returned;
  }
  const fee = Math.min(when.fee, back);
  record(order, resource, { amount: fee, baseOrderId: resource.terms[0]?.order.id ?? order.id });
  order.commission += fee;
  return back - fee;
}
