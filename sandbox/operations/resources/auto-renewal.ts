import { refuse } from '../../wire/refusal';
import type { ResourceView } from '../../world/resource-view';
import type { Call } from '../operation';
import { findResource, isAttached } from './resource-state';

export const AUTO_RENEWAL = '/v2/orders/subscriptions/resources/autorenew/{resource_id}';
/** Expiry policy 3. */
export const AUTOMATIC = 3;

/** The primary resource that the path names. */
export function primaryOf(call: Call): ResourceView {
  const id = call.path.resource_id ?? '';
  if (id === '' || id.length > 64) throw refuse('CBC.0100', 'resource_id');
  const view = findResource(call, id);
  if (!view || isAttached(view) || view.resource.kind !== 'plain') throw refuse('CBC.99003012');
  return view;
}
