import { refuse } from '../../wire/refusal';
import { setExpirePolicy } from '../../world/interventions';
import type { Operation } from '../operation';
import { AUTOMATIC, AUTO_RENEWAL, primaryOf } from './auto-renewal';

/** Section 3.2: turns it off; the resource then goes through its grace period. */
export const cancelAutoRenewal: Operation = {
  name: 'CancelAutoRenewalResources',
  method: 'DELETE',
  path: AUTO_RENEWAL,
  quota: 10,
  body: 'none',
  run(call) {
    const view = primaryOf(call);
    if (view.policy !== AUTOMATIC) throw refuse('CBC.99003605');
    setExpirePolicy(call.tenant, view.resource, { at: call.now, policy: 0 });
    return null;
  },
};
