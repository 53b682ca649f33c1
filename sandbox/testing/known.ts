import type { World } from '../world/world';
import { orders, resources, type Row } from './read';

const remembered = new WeakMap<World, Map<string, readonly Row[]>>();

function remember(world: World, key: string, read: () => readonly Row[]): readonly Row[] {
  const known = remembered.get(world) ?? new Map<string, readonly Row[]>();
  remembered.set(world, known);
  const found = known.get(key) ?? read();
  known.set(key, found);
  return found;
}

/** Orders of an account when the world was first asked; cases of operations that write must read for themselves. */
export const knownOrders = (world: World, account = 0): readonly Row[] =>
  remember(world, `orders ${account}`, () => orders({ world, account }));

/** IDs of the orders of an account, or of those of one type. */
export const orderIds = (world: World, type?: number): readonly string[] =>
  knownOrders(world)
    .filter((order) => type === undefined || order.order_type === type)
    .map((order) => String(order.order_id));

/** IDs of the resources of the first account, likewise. */
export const resourceIds = (world: World): readonly string[] =>
  remember(world, 'resources', () => resources({ world })).map((resource) => String(resource.resource_id));
