import { toJson } from '../../wire/json';
import { Parameters } from '../../wire/parameters';
import { refuse } from '../../wire/refusal';
import { unsubscribeResource } from '../../world/interventions';
import { type ResourceView, termsAt } from '../../world/resource-view';
import type { Call, Operation } from '../operation';
import {
  failedJson,
  findResource,
  isAttached,
  isBandwidthAddOn,
  isInvoiced,
  isOnTrial,
  openOrderOf,
  readResourceIds,
  sortOut,
} from './resource-state';

/** Section 3.2: gives primary resources back with those attached to them, one order each, or only their renewals. */
export const unsubscribeResources: Operation = {
  name: 'CancelResourcesSubscription',
  method: 'POST',
  path: '/v2/orders/subscriptions/resources/unsubscribe',
  quota: 10,
  body: 'required',
  run(call) {
    const body = Parameters.ofBody(call.body);
    const ids = readResourceIds(body, 10);
    const only = body.requiredInteger('unsubscribe_type', { min: 1, max: 2 }) === 2 ? 'renewals' : 'all';
    body.integer('unsubscribe_reason_type', { min: 1, max: 5 });
    body.text('unsubscribe_reason', { max: 512 });
    const { ready, failures } = sortOut(ids, (id) => check(call, id, only));
    if (ready.length === 0) throw refuse(failures[0]?.code ?? 'CBC.0100');
    const orders = ready.map((view) => unsubscribeResource(call.tenant, view.resource, { at: call.now, only }));
    return toJson({ order_ids: orders.map((order) => order.id), fail_resource_infos: failedJson(failures) });
  },
};

/** The resource, or why it cannot be given back. */
function check(call: Call, id: string, only: 'all' | 'renewals'): ResourceView | string {
  const view = findResource(call, id);
  if (!view) return 'CBC.99003012';
  if (view.status === 3) return 'CBC.30000067';
  if (isAttached(view)) return 'CBC.99003185';
  const unreturnable = productCode(view);
  if (unreturnable !== null) return unreturnable;
  if (view.status === 4) return 'CBC.99003656';
  const open = openOrderOf(call, view);
  if (open !== null) return open === 'unpaid' ? 'CBC.99003100' : 'CBC.99003651';
  if (only === 'renewals' && termsAt(view.resource, call.now).every((term) => term.from <= call.now)) {
    return 'CBC.99003128';
  }
  return isInvoiced(view, call.now) ? 'CBC.99003643' : view;
}

/** What is never given back. */
function productCode(view: ResourceView): string | null {
  const { kind } = view.resource;
  if (kind === 'savings') return 'CBC.30000053';
  if (kind !== 'plain') return 'CBC.99003647';
  if (isOnTrial(view)) return 'CBC.99003649';
  if (view.item.service === 'hws.service.type.marketplace') return 'CBC.99003650';
  if (view.item.service === 'hws.service.type.devcloud') return 'CBC.99003652';
  return isBandwidthAddOn(view) ? 'CBC.99003654' : null;
}
