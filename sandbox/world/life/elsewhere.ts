import { itemsOf, type Order } from '../order';
import { returnResources } from './give-back';
import type { Story } from './story';

/** An order whose course is known in advance is seen from now on, and what it bought. */
export function appear(story: Story, order: Order): void {
  story.addOrder(order, () => undefined);
  story.stage.billed();
  if (order.completedAt === null) return;
  const knownAt = order.completedAt;
  const resources = itemsOf(order).flatMap((item) =>
    item.charges.map((charge) => {
      const paid = charge.official - charge.discount - charge.coupon - charge.flexi;
      const [from, to] = [item.from ?? knownAt, item.to ?? knownAt];
      charge.resource.terms.push({ order, from, to, knownAt, paid, revokedAt: null });
      charge.resource.policies.push({ at: knownAt, policy: 2 });
      return charge.resource;
    }),
  );
  story.resources.push(...resources);
  story.stage.addResources(story, resources);
}

/** What was bought is given back, for the share that was not used. */
export function returnAll(story: Story): void {
  const resources = story.resources.filter((resource) => resource.endedAt === null);
  returnResources(story, resources, { kind: 'unsubscribe', random: story.random(7), source: 1, proportional: true });
}
