import { isTrial } from '../world/life/holding';
import { type Order, statusAt } from '../world/order';
import { type ResourceView, viewAt } from '../world/resource-view';
import { type Tenant, tenantOf, type World } from '../world/world';
import { NOW } from './fixture';

export const firstTenant = (world: World): Tenant => tenantOf(world, world.accounts[0]?.domainId ?? '');

/** Resources of the first account that have a property now, newest first. */
export function owned(world: World, fits: (view: ResourceView) => boolean, now = NOW): readonly ResourceView[] {
  const views = firstTenant(world).history.resources.flatMap((resource) => viewAt(resource, now) ?? []);
  return views.filter(fits).reverse();
}

export function oneOwned(world: World, fits: (view: ResourceView) => boolean): ResourceView {
  const [found] = owned(world, fits);
  if (!found) throw new Error('the test world has no such resource');
  return found;
}

const unreturnable = /devcloud|marketplace/;

/** A primary in use that nothing stands in the way of: no trial, no package, no open order, no invoice. */
export function isFree(world: World, view: ResourceView, now = NOW): boolean {
  const { resource, item, orders } = view;
  const story = firstTenant(world).life.storyOf(resource);
  const hasOpen = story.orders.some((order) => order.createdAt <= now && ![4, 5].includes(statusAt(order, now)));
  return (
    resource.parent === null &&
    view.status === 2 &&
    resource.kind === 'plain' &&
    !hasOpen &&
    !isTrial(resource) &&
    orders[0]?.contractId === null &&
    !unreturnable.test(item.service) &&
    item.resourceType !== 'hws.resource.type.addbandwidth'
  );
}

export const freePrimaries = (world: World, now = NOW): readonly ResourceView[] =>
  owned(world, (view) => isFree(world, view, now), now);

/** Orders of the first account in a state now. */
export const ordersIn = (world: World, status: number, now = NOW): readonly Order[] =>
  firstTenant(world).history.orders.filter((order) => order.createdAt <= now && statusAt(order, now) === status);
