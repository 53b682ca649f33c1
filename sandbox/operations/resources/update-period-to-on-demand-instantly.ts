import { type Json, toJson } from '../../wire/json';
import { Parameters } from '../../wire/parameters';
import { messageOf } from '../../wire/refusal';
import { changeToUsage } from '../../world/interventions';
import type { ResourceView } from '../../world/resource-view';
import type { Call, Operation } from '../operation';
import { readResourceIds } from './resource-state';
import { changeable } from './usage-change';

/** Section 3.2, China site: primary resources turn to pay-per-use at once, what was not used comes back. */
export const updatePeriodToOnDemandInstantly: Operation = {
  name: 'UpdatePeriodToOnDemandInstantly',
  method: 'POST',
  path: '/v2/orders/subscriptions/resources/to-on-demand/instantly',
  quota: 10,
  body: 'required',
  sites: ['cn'],
  run(call) {
    const ids = readResourceIds(Parameters.ofBody(call.body), 10);
    return toJson({ to_ondemand_service_results: ids.map((id) => changeNow(call, id)) });
  },
};

function changeNow(call: Call, id: string): Json {
  const found = running(changeable(call, id));
  if (typeof found === 'string') {
    return { resource_id: id, result: 'FAIL', error_code: found, error_msg: messageOf(found), order_id: null };
  }
  const order = changeToUsage(call.tenant, found.resource, call.now);
  return { resource_id: id, result: 'SUCCESS', error_code: null, error_msg: null, order_id: order.id };
}

/** What has expired cannot be changed at once any more. */
const running = (found: ResourceView | string): ResourceView | string =>
  typeof found !== 'string' && found.status !== 2 ? 'CBC.99003602' : found;
