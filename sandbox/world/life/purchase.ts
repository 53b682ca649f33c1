import { ONE } from '../../wire/amounts';
import { termEnd } from '../../wire/times';
import type { Blueprint } from '../blueprints';
import { itemsOf, type Order, type Resource } from '../order';
import { listPrice, newCharge, newItem, newOrder, newResource, spendBenefit } from '../ordering';
import type { Random } from '../random';
import { type Course, start } from './course';
import { planTerm } from './plans';
import type { Story } from './story';

export interface Purchase {
  course: Course;
  draw: (random: Random) => Blueprint;
  type: 1 | 11 | 13;
}

const periods = [
  { months: 1, weight: 4 },
  { months: 3, weight: 8 },
  { months: 6, weight: 14 },
  { months: 9, weight: 4 },
  { months: 12, weight: 50 },
  { months: 24, weight: 6 },
  { months: 36, weight: 8 },
];

/** The first order of a story: new resources, or with type 11 pay-per-use ones turned yearly/monthly, or a trial. */
export function buy(story: Story, purchase: Purchase): void {
  const { account } = story;
  const { course, type } = purchase;
  const random = story.random(0);
  const blueprint = purchase.draw(random);
  const drawn = periods[random.weighted(periods.map((period) => period.weight))]?.months ?? 12;
  const months = type === 13 ? 1 : (blueprint.months ?? drawn);
  const region = account.regions[random.weighted([6, 3, 1])] ?? account.regions[0];
  const project = random.pick(account.projects);
  const service = blueprint.groups[0]?.[0]?.item.service ?? '';
  const order = newOrder(account, random, { type, service, billType: 1, at: story.now, project });
  const period =
    months % 12 === 0
      ? { periodType: 3 as const, periodNum: months / 12 }
      : { periodType: 2 as const, periodNum: months };

  const resources: Resource[] = [];
  const place = { region, project, random, decorate: story.stage.decorate };
  const targets = combine(order, blueprint, random);
  for (const group of blueprint.groups) {
    const instances = Array.from({ length: blueprint.instances }, () =>
      group.map((part) => newResource(account, part, place)),
    );
    for (const [at, part] of group.entries()) {
      const target = targets.get(part.item.service) ?? order;
      const charges = instances.flatMap((members) => {
        const resource = members[at];
        if (!resource) return [];
        if (at > 0) resource.parent = members[0] ?? null;
        const official = listPrice(account, { ...part, size: resource.size, region }, months);
        const charge = newCharge(account, resource, official);
        return [type === 13 ? { ...charge, offered: official, discount: official } : charge];
      });
      target.items.push(newItem(target, charges, period));
    }
    resources.push(...instances.flat());
  }
  const benefits = benefitsOf(story, random, type);
  story.addOrder(order, () => own(story, order, { resources, months }));
  start(story, order, course, () => {
    for (const [kind, units] of benefits) spendBenefit(itemsOf(order), kind, units);
  });
}

/** Several services in one purchase make a combined order with a child per service. */
function combine(order: Order, blueprint: Blueprint, random: Random): Map<string, Order> {
  const services = [...new Set(blueprint.groups.flatMap((group) => group.map((part) => part.item.service)))];
  if (services.length < 2 || random.chance(0.3)) return new Map();
  return new Map(
    services.map((service) => {
      const id = order.id.slice(0, -3) + random.code(3);
      const child: Order = { ...order, id, service, items: [], children: [] };
      order.children.push(child);
      return [service, child];
    }),
  );
}

/** What the simulated customer pays with besides money. */
function benefitsOf(story: Story, random: Random, type: number): ['coupon' | 'flexi' | 'card', number][] {
  const benefits: ['coupon' | 'flexi' | 'card', number][] = [];
  const coupon = random.chance(0.1) ? random.between(2, 40) * 5 * ONE : 0;
  const flexi = random.chance(0.04) ? random.between(1, 20) * 10 * ONE : 0;
  const card = random.chance(0.06) ? random.between(1, 10) * 100 * ONE : 0;
  if (type === 13) return [];
  if (coupon > 0) benefits.push(['coupon', coupon]);
  if (flexi > 0) benefits.push(['flexi', flexi]);
  if (card > 0 && story.account.site === 'cn') benefits.push(['card', card]);
  return benefits;
}

/** The order is completed: its resources exist from now on. */
function own(story: Story, order: Order, bought: { resources: Resource[]; months: number }): void {
  const { resources, months } = bought;
  const from = Math.floor(story.now / 1000) * 1000;
  const to = termEnd(from, months);
  const policy = ([0, 1, 2, 3, 4, 5] as const)[story.random(4).weighted([30, 5, 4, 45, 8, 8])] ?? 3;
  for (const item of itemsOf(order)) {
    item.from = from;
    item.to = to;
    for (const charge of item.charges) {
      const paid = charge.official - charge.discount - charge.coupon - charge.flexi;
      charge.resource.terms.push({ order, from, to, knownAt: from, paid, revokedAt: null });
    }
  }
  for (const resource of resources) resource.policies.push({ at: from, policy });
  story.resources.push(...resources);
  story.stage.addResources(story, resources);
  const holding = story.addHolding(resources, months);
  holding.touched = order.payment !== null;
  planTerm(story, holding, { at: from, trial: order.type === 13 });
}
