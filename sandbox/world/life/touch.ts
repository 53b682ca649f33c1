import { itemsOf, type Order, type Resource } from '../order';
import type { Random } from '../random';
import type { Tenant } from '../tenant';
import { viewAt } from '../resource-view';
import { isTrial, mainOf } from './holding';
import { planTerm } from './plans';
import type { Holding, Story } from './story';

interface Family {
  story: Story;
  /** The primary and what hangs on it, by themselves. */
  holding: Holding;
  /** A stream for what a caller does. */
  random: Random;
}

/** Lets a caller do something to a primary resource and those attached to it, at an instant of business time. */
export function onFamily<T>(tenant: Tenant, primary: Resource, at: number, deed: (family: Family) => T): T {
  const { life } = tenant;
  const story = life.storyOf(primary);
  const turn = story.deeds.length;
  return life.act(story, at, () => {
    const holding = takeOut(story, primary.id);
    return deed({ story, holding, random: story.random(5, turn) });
  });
}

/** What is left of a primary resource and those attached to it. */
export function familyOf(story: Story, primary: Resource): Resource[] {
  return story.resources.filter(
    (resource) => resource === primary || (resource.parent === primary && viewAt(resource, story.now)?.status !== 3),
  );
}

/** Puts a family into a holding of its own, on which only the system acts from then on. */
function takeOut(story: Story, primaryId: string): Holding {
  const primary = story.resources.find((resource) => resource.id === primaryId);
  if (!primary) throw new Error('the story has no such resource');
  const family = familyOf(story, primary);
  const known = story.holdings.find((holding) => holding.touched && holding.resources.includes(primary));
  let months = 12;
  for (const holding of story.holdings) {
    if (holding === known || !holding.resources.some((resource) => family.includes(resource))) continue;
    if (holding.resources.includes(primary)) months = holding.months;
    holding.resources = holding.resources.filter((resource) => !family.includes(resource));
    if (holding.resources.length === 0) story.stage.cancel(holding);
  }
  const holding = known ?? story.addHolding(family, months);
  holding.resources = family;
  holding.touched = true;
  replan(story, holding);
  return holding;
}

/** Plans anew what the system will do: automatic renewals. */
export function replan(story: Story, holding: Holding): void {
  story.stage.cancel(holding);
  const primary = mainOf(holding);
  if (primary) planTerm(story, holding, { at: story.now, trial: isTrial(primary) });
}

/** After a caller has acted on an order, the simulated customer leaves its resources alone. */
export function leaveToSystem(story: Story, order: Order): void {
  const resources = itemsOf(order).flatMap((item) => item.charges.map((charge) => charge.resource));
  for (const holding of story.holdings) {
    if (!holding.resources.some((resource) => resources.includes(resource))) continue;
    holding.touched = true;
    replan(story, holding);
  }
}

export function orderIn(story: Story, id: string): Order {
  const order = story.orders.find((candidate) => candidate.id === id);
  if (!order) throw new Error('the story has no such order');
  return order;
}
