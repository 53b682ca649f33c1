import type { ResourceView } from '../../world/resource-view';
import type { Call } from '../operation';
import { findResource, isAttached, isOnTrial, openOrderOf } from './resource-state';

/** The resource, or why it cannot be turned to pay-per-use. */
export function changeable(call: Call, id: string): ResourceView | string {
  const view = findResource(call, id);
  if (!view) return 'CBC.99003012';
  const prices = view.item.prices[call.account.currency === 'CNY' ? 'CNY' : 'USD'];
  const isUsable = prices?.hourly !== undefined || prices?.tiers !== undefined;
  if (view.status === 3 || view.resource.kind !== 'plain' || !isUsable) return 'CBC.30000067';
  if (isAttached(view)) return 'CBC.99003185';
  if (isOnTrial(view)) return 'CBC.99003649';
  if (view.status === 4) return 'CBC.99003626';
  const open = openOrderOf(call, view);
  if (open !== null) return open === 'unpaid' ? 'CBC.99003100' : 'CBC.99003651';
  return view;
}
