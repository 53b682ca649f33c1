import { toJson } from '../../wire/json';
import { Parameters } from '../../wire/parameters';
import { refuse } from '../../wire/refusal';
import { canPay } from '../../world/funds/funds';
import { type Period, renewResource } from '../../world/interventions';
import type { ResourceView } from '../../world/resource-view';
import type { Call, Operation } from '../operation';
import { exceedsLongest, isSoldFor, readPeriod, renewalAmount, renewalCharges } from './renewal-input';
import {
  failedJson,
  findResource,
  isAttached,
  isOnTrial,
  openOrderOf,
  readResourceIds,
  sortOut,
} from './resource-state';

/**
 * Section 3.2: renews primary resources with those attached to them, one order each. Without `is_auto_pay` the orders
 * wait for payment; with it they are paid together or, when the funds are short, none is made (CBC.30050006).
 */
export const renewResources: Operation = {
  name: 'RenewalResources',
  method: 'POST',
  path: '/v2/orders/subscriptions/resources/renew',
  quota: 10,
  body: 'required',
  run(call) {
    const body = Parameters.ofBody(call.body);
    const ids = readResourceIds(body, 10);
    const period = readPeriod(body);
    const pay = body.integer('is_auto_pay', { min: 0, max: 1 }) === 1;
    const { ready, failures } = sortOut(ids, (id) => check(call, id, period));
    if (ready.length === 0) throw refuse(failures[0]?.code ?? 'CBC.0100');
    const total = ready.reduce((sum, view) => sum + renewalAmount(renewalCharges(call, view, period)), 0);
    if (pay && !canPay(call.world, call.tenant, { amount: total, now: call.now })) throw refuse('CBC.30050006');
    const orders = ready.map((view) => renewResource(call.tenant, view.resource, { period, at: call.now, pay }));
    return toJson({ order_ids: orders.map((order) => order.id), fail_resource_infos: failedJson(failures) });
  },
};

/** The resource, or why it cannot be renewed. */
function check(call: Call, id: string, period: Period): ResourceView | string {
  const view = findResource(call, id);
  if (!view) return 'CBC.99003016';
  if (isAttached(view)) return 'CBC.30010036';
  if (view.status === 3) return 'CBC.99003016';
  if (view.resource.kind === 'package') return 'CBC.99003634';
  if (view.resource.kind !== 'plain' || !isSoldFor(view, period)) return 'CBC.30010069';
  if (isOnTrial(view)) return 'CBC.99000092';
  const open = openOrderOf(call, view);
  if (open !== null) return open === 'unpaid' ? 'CBC.99003100' : 'CBC.99003144';
  return exceedsLongest(view, period, call.now) ? 'CBC.99003154' : view;
}
