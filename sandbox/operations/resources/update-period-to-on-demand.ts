import { toJson } from '../../wire/json';
import { Parameters } from '../../wire/parameters';
import { messageOf } from '../../wire/refusal';
import { setExpirePolicy } from '../../world/interventions';
import type { Operation } from '../operation';
import { readResourceIds, sortOut } from './resource-state';
import { changeable } from './usage-change';

const TO_USAGE = 1;

/** Section 3.2: primary resources turn to pay-per-use when they expire, or no longer do; only failures are listed. */
export const updatePeriodToOnDemand: Operation = {
  name: 'UpdatePeriodToOnDemand',
  method: 'POST',
  path: '/v2/orders/subscriptions/resources/to-on-demand',
  quota: 10,
  body: 'required',
  run(call) {
    const body = Parameters.ofBody(call.body);
    const operation = body.requiredText('operation', { oneOf: ['SET_UP', 'CANCEL'] });
    const { ready, failures } = sortOut(readResourceIds(body, 100), (id) => changeable(call, id));
    for (const view of ready) {
      const policy = operation === 'SET_UP' ? TO_USAGE : 0;
      // What was not set to it is not changed by cancelling it.
      if (operation === 'CANCEL' && view.policy !== TO_USAGE) continue;
      setExpirePolicy(call.tenant, view.resource, { at: call.now, policy });
    }
    return toJson({
      error_details: failures.map(({ id, code }) => ({ error_code: code, error_msg: messageOf(code), id })),
    });
  },
};
