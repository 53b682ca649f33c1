import { ONE } from '../wire/amounts';
import { dayOf, termEnd, weekdayOf } from '../wire/times';
import type { Account, Decorate } from './accounts';
import { type Blueprint, confirmed, drawBlueprint, hardware, serverBlueprint } from './blueprints';
import { planEvents } from './lifecycle';
import type { History, Holding, Simulation } from './simulation';
import { itemsOf, type Order, type Resource } from './order';
import { listPrice, newCharge, newItem, newOrder, newResource, officeTime, spendBenefit } from './ordering';
import { randomFrom } from './random';
import { type Course, timelineOf } from './timelines';

export function simulate(
  account: Account,
  options: { seed: number; from: number; to: number; decorate: Decorate },
): History {
  const agenda = new Map<number, (() => void)[]>();
  const simulation: Simulation = {
    account,
    random: randomFrom(options.seed, account.index, 0x0de5),
    decorate: options.decorate,
    orders: [],
    resources: [],
    today: dayOf(options.from),
    later(day, event) {
      const at = Math.max(day, simulation.today + 1);
      agenda.set(at, [...(agenda.get(at) ?? []), event]);
    },
  };
  const first = simulation.today;
  for (; simulation.today <= dayOf(options.to); simulation.today += 1) {
    for (const event of agenda.get(simulation.today) ?? []) event();
    agenda.delete(simulation.today);
    orderOfTheDay(simulation, (simulation.today - first) / 365);
  }
  simulation.orders.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  return { orders: simulation.orders, resources: simulation.resources };
}

const scales = [1, 0.6, 0.35];

function orderOfTheDay(simulation: Simulation, years: number): void {
  const { random, today, account } = simulation;
  const scale = scales[account.index % scales.length] ?? 1;
  const working = weekdayOf(today) % 6 !== 0;
  const turn = today + account.index;
  const at = () => officeTime(today, random);
  // The first account is the busy one: more of its orders wait at any time.
  const period = account.index === 0 ? 3 : 6;
  if (turn % period === 0) buy(simulation, { course: 'approval', at: at(), blueprint: drawBlueprint(random) });
  if (turn % period === 1) buy(simulation, { course: 'unpaid', at: at(), blueprint: drawBlueprint(random) });
  if (turn % 12 === 1) buy(simulation, { course: 'confirmation', at: at(), blueprint: confirmed(random) });
  if (turn % 12 === 7) buy(simulation, { course: 'slow', at: at(), blueprint: hardware(random) });
  if (working && random.chance((0.1 + 0.06 * Math.min(years, 4)) * scale)) {
    buy(simulation, { course: 'prompt', at: at(), blueprint: drawBlueprint(random) });
  }
  if (random.chance(0.008)) {
    const type = random.pick([11, 13] as const);
    buy(simulation, { course: 'prompt', at: at(), blueprint: serverBlueprint(random), type });
  }
}

interface Purchase {
  course: Course;
  at: number;
  blueprint: Blueprint;
  type?: 1 | 11 | 13;
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

function buy(simulation: Simulation, purchase: Purchase): void {
  const { account, random } = simulation;
  const type = purchase.type ?? 1;
  const drawn = periods[random.weighted(periods.map((period) => period.weight))]?.months ?? 12;
  const months = type === 13 ? 1 : drawn;
  const timeline = timelineOf(purchase.course, purchase.at, random);
  const region = account.regions[random.weighted([6, 3, 1])] ?? account.regions[0];
  const project = random.pick(account.projects);
  const service = purchase.blueprint.groups[0]?.[0]?.item.service ?? '';
  const order = newOrder(account, random, { type, service, billType: 1, timeline, project });
  const term = {
    ...(months % 12 === 0
      ? { periodType: 3 as const, periodNum: months / 12 }
      : { periodType: 2 as const, periodNum: months }),
    from: timeline.completedAt,
    to: timeline.completedAt === null ? null : termEnd(timeline.completedAt, months),
  };

  const resources: Resource[] = [];
  const place = { region, project, random, decorate: simulation.decorate };
  const targets = combine(order, purchase.blueprint, simulation);
  for (const group of purchase.blueprint.groups) {
    const instances = Array.from({ length: purchase.blueprint.instances }, () =>
      group.map((part) => newResource(account, part, place)),
    );
    for (const [at, part] of group.entries()) {
      const target = targets.get(part.item.service) ?? order;
      const charges = instances.flatMap((members) => {
        const resource = members[at];
        if (!resource) return [];
        if (at > 0) resource.parent = members[0] ?? null;
        const charge = newCharge(
          account,
          resource,
          listPrice(account, { ...part, size: resource.size, region }, months),
        );
        return [type === 13 ? { ...charge, discount: charge.official } : charge];
      });
      target.items.push(newItem(target, charges, term));
    }
    resources.push(...instances.flat());
  }
  applyBenefits(simulation, order);
  simulation.orders.push(order);
  if (timeline.completedAt !== null)
    own(simulation, { order, holding: { resources, months }, from: timeline.completedAt });
}

/** Several services in one purchase make a combined order with a child per service. */
function combine(order: Order, blueprint: Blueprint, simulation: Simulation): Map<string, Order> {
  const services = [...new Set(blueprint.groups.flatMap((group) => group.map((part) => part.item.service)))];
  if (services.length < 2 || simulation.random.chance(0.3)) return new Map();
  return new Map(
    services.map((service) => {
      const child: Order = {
        ...order,
        id: order.id.slice(0, -3) + simulation.random.code(3),
        service,
        items: [],
        children: [],
      };
      order.children.push(child);
      return [service, child];
    }),
  );
}

function applyBenefits(simulation: Simulation, order: Order): void {
  const { random, account } = simulation;
  if (order.paidAt === null || order.type === 13) return;
  const items = itemsOf(order);
  if (random.chance(0.1)) spendBenefit(items, 'coupon', random.between(2, 40) * 5 * ONE);
  if (random.chance(0.04)) spendBenefit(items, 'flexi', random.between(1, 20) * 10 * ONE);
  if (account.site === 'cn' && random.chance(0.06)) spendBenefit(items, 'card', random.between(1, 10) * 100 * ONE);
}

function own(simulation: Simulation, bought: { order: Order; holding: Holding; from: number }): void {
  const { order, holding, from } = bought;
  const paidBy = new Map<Resource, number>();
  for (const charge of itemsOf(order).flatMap((item) => item.charges)) {
    paidBy.set(charge.resource, charge.official - charge.discount - charge.coupon - charge.flexi);
  }
  const policy = ([0, 1, 2, 3, 4, 5] as const)[simulation.random.weighted([30, 5, 4, 45, 8, 8])] ?? 3;
  for (const resource of holding.resources) {
    resource.policy = policy;
    const to = termEnd(from, holding.months);
    resource.terms.push({ order, from, to, knownAt: from, paid: paidBy.get(resource) ?? 0 });
    simulation.resources.push(resource);
  }
  planEvents(simulation, holding, { at: from, trial: order.type === 13 });
}
