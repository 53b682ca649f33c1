import { CENT, ONE, share, truncateToCents } from '../../wire/amounts';
import { DAY } from '../../wire/times';
import { resized } from '../blueprints';
import { chargeFor } from '../order';
import { keepRate, listPrice, newCharge, newItem, newOrder } from '../ordering';
import { start } from './course';
import { lastTerm, mainOf } from './holding';
import type { Holding, Story } from './story';

/** Upgrade (pays the difference) or downgrade (gets it back) of the first resource that has another size. */
export function change(story: Story, holding: Holding, up: boolean): void {
  const { account, now } = story;
  const resource = holding.resources.find((candidate) => resized(candidate.item, candidate.size, up) !== null);
  const term = resource && lastTerm(resource);
  const next = resource && resized(resource.item, resource.size, up);
  if (!resource || !term || !next || resource.endedAt !== null || now >= term.to || now <= term.from) return;
  if (story.openOrders(holding.resources).length > 0) return;
  const days = Math.floor((term.to - now) / DAY);
  const monthly = (spec: { item: typeof resource.item; size: number | null }) =>
    listPrice(account, { ...spec, spec: spec.item.spec, region: resource.region }, 1);
  const difference = truncateToCents(share(Math.abs(monthly(next) - monthly(resource)), days, 30));
  const kept = truncateToCents(share(difference, keepRate(account, resource.item.service), 1000));
  // A year costs less than twelve months: more than half of what was paid never comes back.
  const back = Math.min(kept, truncateToCents(share(term.paid, 1, 2)));
  if (difference < CENT || (!up && back < CENT)) return;
  const order = newOrder(account, story.drawFor(holding), {
    type: 3,
    service: resource.item.service,
    billType: up ? 3 : 20,
    at: now,
    project: resource.project,
  });
  const charge = up ? newCharge(account, resource, difference) : chargeFor(resource, -back);
  const item = newItem(order, [charge], { periodType: 2, periodNum: Math.max(1, Math.ceil(days / 30)) });
  order.items.push(item);
  if (!up) order.refunds.push({ id: `${order.id}-R001`, amount: -back, resource, baseOrderId: term.order.id });
  story.addOrder(order, () => {
    item.from = order.createdAt;
    item.to = term.to;
    term.paid += up ? charge.official - charge.discount : -back;
    const { item: product, spec, size } = resource;
    resource.changes.push({ at: Math.floor(story.now / 1000) * 1000, item: product, spec, size });
    if (next.item !== product)
      resource.spec = spec.endsWith('.win') ? next.item.spec.replace('.linux', '.win') : next.item.spec;
    resource.item = next.item;
    resource.size = next.size;
  });
  start(story, order, 'system');
}

/** A price adjustment gives a little back. */
export function adjustPrice(story: Story, holding: Holding): void {
  const primary = mainOf(holding);
  const term = primary && lastTerm(primary);
  if (!primary || !term || story.openOrders(holding.resources).length > 0) return;
  const random = story.drawFor(holding);
  const back = Math.min(random.between(1, 20) * ONE, truncateToCents(share(term.paid, 1, 4)));
  if (back < CENT) return;
  const { project, item } = primary;
  const base = { type: 15 as const, service: item.service, billType: 20, at: story.now, project, source: 6 };
  const order = newOrder(story.account, random, base);
  order.items.push(newItem(order, [chargeFor(primary, -back)], { periodType: null, periodNum: null }));
  story.addOrder(order, () => {
    term.paid -= back;
  });
  start(story, order, 'system');
}
