import { CENT, ONE, share, truncateToCents, type Units } from '../wire/amounts';
import { DAY, dayOf, dayStart, HOUR, termEnd } from '../wire/times';
import { resized } from './blueprints';
import type { Holding, Simulation } from './simulation';
import type { Order, Resource } from './order';
import { listPrice, newCharge, newItem, newOrder, officeTime } from './ordering';
import { timelineOf } from './timelines';

const lastTerm = (resource: Resource) => resource.terms[resource.terms.length - 1];
const expiry = (resource: Resource): number => lastTerm(resource)?.to ?? 0;
const main = (holding: Holding): Resource => {
  const [first] = holding.resources;
  if (!first) throw new Error('a holding has a primary resource');
  return first;
};

/** Decides, for a term that has just begun, whether it is changed, given back or renewed, and when. */
export function planEvents(simulation: Simulation, holding: Holding, start: { at: number; trial: boolean }): void {
  const { random } = simulation;
  const ends = expiry(main(holding));
  const inTerm = () => dayOf(start.at + (ends - start.at) * (0.1 + 0.6 * random.unit()));
  const fate = random.unit();
  if (fate < 0.07) return simulation.later(inTerm(), () => giveBack(simulation, holding, 'unsubscribe'));
  if (fate < 0.085) return simulation.later(inTerm(), () => giveBack(simulation, holding, 'usage'));
  if (fate < 0.14) simulation.later(inTerm(), () => change(simulation, holding, true));
  else if (fate < 0.165) simulation.later(inTerm(), () => change(simulation, holding, false));
  else if (fate < 0.175) simulation.later(inTerm(), () => adjustPrice(simulation, holding));

  const { policy } = main(holding);
  const renews = policy === 3 ? 0.96 : policy === 2 ? 0.2 : 0.62;
  if (!start.trial && !random.chance(renews)) return;
  const decide = policy === 3 ? dayOf(ends) - 7 : dayOf(ends) - random.between(1, 24);
  simulation.later(Math.max(decide, dayOf(start.at) + 1), () => renew(simulation, holding, start.trial));
}

function renew(simulation: Simulation, holding: Holding, fromTrial: boolean): void {
  const { account, random, today } = simulation;
  const primary = main(holding);
  if (primary.endedAt !== null) return;
  const attached = random.chance(0.2) ? holding.resources.findLast((resource) => resource.parent !== null) : undefined;
  if (attached && random.chance(0.4)) {
    // It keeps its old expiry and ends before its primary.
    holding.resources.splice(holding.resources.indexOf(attached), 1);
    attached.policy = 0;
  }
  const automatic = primary.policy === 3 && !fromTrial;
  const at = automatic ? dayStart(today) + 3 * HOUR + random.between(0, 1800) * 1000 : officeTime(today, random);
  const timeline = timelineOf(automatic ? 'system' : 'prompt', at, random);
  if (timeline.steps[0] === undefined) return;
  const type = fromTrial ? 14 : 2;
  const billType = automatic ? 8 : fromTrial ? 1 : 2;
  const { project } = primary;
  const order = newOrder(account, random, {
    type,
    service: primary.item.service,
    billType,
    timeline,
    project,
    ...(automatic ? { source: 8 } : {}),
  });
  const months = fromTrial ? 12 : holding.months > 12 ? 12 : holding.months;
  for (const resource of holding.resources) {
    // An attached resource renewed for longer outlives its primary.
    const periodNum = resource === attached ? months * 2 : months;
    const from = expiry(resource) + 1000;
    const charge = newCharge(account, resource, listPrice(account, { ...resource }, periodNum));
    const to = termEnd(from, periodNum);
    order.items.push(newItem(order, [charge], { periodType: 2, periodNum, from, to }));
    if (timeline.completedAt === null) continue;
    const paid = charge.official - charge.discount;
    resource.terms.push({ order, from, to, knownAt: timeline.completedAt, paid });
  }
  simulation.orders.push(order);
  if (timeline.completedAt === null) return;
  planEvents(simulation, { ...holding, months }, { at: expiry(primary) - months * 30 * DAY, trial: false });
}

/** Unsubscription, or the change to pay-per-use: what was not used comes back. */
function giveBack(simulation: Simulation, holding: Holding, kind: 'unsubscribe' | 'usage'): void {
  const { account, random, today } = simulation;
  const primary = main(holding);
  const at = officeTime(today, random);
  if (primary.endedAt !== null || expiry(primary) <= at) return;
  const timeline = timelineOf('system', at, random);
  const type = kind === 'unsubscribe' ? 4 : 10;
  const billType = kind === 'unsubscribe' ? 4 : 24;
  const order = newOrder(account, random, {
    type,
    service: primary.item.service,
    billType,
    timeline,
    project: primary.project,
  });
  for (const [index, resource] of holding.resources.entries()) {
    const fee = kind === 'unsubscribe' && index === 0 && random.chance(0.25) ? random.between(1, 5) * ONE : 0;
    const back = refundOf(order, resource, { at, fee });
    const charge = { resource, official: -back, discount: 0, coupon: 0, flexi: 0, card: 0 };
    order.items.push(newItem(order, [charge], { periodType: null, periodNum: null, from: null, to: null }));
    resource.endedAt = timeline.completedAt;
  }
  if (order.refunds.length === 0) {
    order.refunds.push({
      id: `${order.id}-R001`,
      amount: 0,
      resource: primary,
      baseOrderId: primary.terms[0]?.order.id ?? order.id,
    });
  }
  simulation.orders.push(order);
}

/** Writes the refund records of a resource and returns what is paid back. */
function refundOf(order: Order, resource: Resource, when: { at: number; fee: Units }): Units {
  let back: Units = 0;
  const record = (amount: Units, baseOrderId: string) => {
    if (amount === 0) return;
    const id = `${order.id}-R${String(order.refunds.length + 1).padStart(3, '0')}`;
    order.refunds.push({ id, amount, resource, baseOrderId });
  };
  for (const term of resource.terms) {
    const unused = Math.min(Math.max(term.to - Math.max(when.at, term.from), 0), term.to - term.from);
    if (unused === 0) continue;
    const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000);
    const returned = truncateToCents(share(term.paid, seconds(unused), seconds(term.to - term.from)));
    record(-term.paid, term.order.id);
    record(term.paid - returned, term.order.id);
    order.consumed += term.paid - returned;
    back += returned;
  }
  const fee = Math.min(when.fee, back);
  record(fee, resource.terms[0]?.order.id ?? order.id);
  order.commission += fee;
  return back - fee;
}

/** Upgrade (pays the difference) or downgrade (gets it back) of the first resource that has another size. */
function change(simulation: Simulation, holding: Holding, up: boolean): void {
  const { account, random, today } = simulation;
  const at = officeTime(today, random);
  const resource = holding.resources.find((candidate) => resized(candidate.item, candidate.size, up) !== null);
  const term = resource && lastTerm(resource);
  const next = resource && resized(resource.item, resource.size, up);
  if (!resource || !term || !next || resource.endedAt !== null || at >= term.to || at <= term.from) return;
  const days = Math.floor((term.to - at) / DAY);
  const monthly = (spec: { item: typeof resource.item; size: number | null }) =>
    listPrice(account, { ...spec, spec: spec.item.spec, region: resource.region }, 1);
  const difference = truncateToCents(share(Math.abs(monthly(next) - monthly(resource)), days, 30));
  if (difference < CENT) return;
  const timeline = timelineOf('system', at, random);
  const order = newOrder(account, random, {
    type: 3,
    service: resource.item.service,
    billType: up ? 3 : 20,
    timeline,
    project: resource.project,
  });
  const charge = up
    ? newCharge(account, resource, difference)
    : { resource, official: -difference, discount: 0, coupon: 0, flexi: 0, card: 0 };
  order.items.push(
    newItem(order, [charge], { periodType: 2, periodNum: Math.max(1, Math.ceil(days / 30)), from: at, to: term.to }),
  );
  if (!up) order.refunds.push({ id: `${order.id}-R001`, amount: -difference, resource, baseOrderId: term.order.id });
  simulation.orders.push(order);
  const { item, spec, size } = resource;
  resource.changes.push({ at: timeline.completedAt ?? at, item, spec, size });
  if (next.item !== item)
    resource.spec = spec.endsWith('.win') ? next.item.spec.replace('.linux', '.win') : next.item.spec;
  resource.item = next.item;
  resource.size = next.size;
}

/** A price adjustment gives a little back. */
function adjustPrice(simulation: Simulation, holding: Holding): void {
  const { account, random, today } = simulation;
  const primary = main(holding);
  if (primary.endedAt !== null) return;
  const timeline = timelineOf('system', officeTime(today, random), random);
  const { project, item } = primary;
  const order = newOrder(account, random, {
    type: 15,
    service: item.service,
    billType: 20,
    timeline,
    project,
    source: 6,
  });
  const charge = {
    resource: primary,
    official: -random.between(1, 20) * ONE,
    discount: 0,
    coupon: 0,
    flexi: 0,
    card: 0,
  };
  order.items.push(newItem(order, [charge], { periodType: null, periodNum: null, from: null, to: null }));
  simulation.orders.push(order);
}
