import { Parameters } from '../../wire/parameters';
import { refuse } from '../../wire/refusal';
import { setExpirePolicy } from '../../world/interventions';
import type { Operation } from '../operation';
import { AUTOMATIC, AUTO_RENEWAL, primaryOf } from './auto-renewal';

/** Section 3.2: turns automatic renewal on; what is absent from the body stays as it is, at first without end. */
export const setAutoRenewal: Operation = {
  name: 'AutoRenewalResources',
  method: 'POST',
  path: AUTO_RENEWAL,
  quota: 10,
  body: 'optional',
  run(call) {
    const body = Parameters.ofBody(call.body);
    const times = body.integer('auto_renew_times', { min: 0, max: 99 });
    const unit = body.text('period_type', { oneOf: ['MONTH', 'YEAR'], empty: 'refuse' });
    const view = primaryOf(call);
    if (view.status !== 2) throw refuse('CBC.99003602');
    const before = view.policy === AUTOMATIC ? view.resource.autoRenewal : null;
    const autoRenewal = {
      times: times === null ? (before?.times ?? null) : times === 0 ? null : times,
      months: unit === null ? (before?.months ?? null) : unit === 'YEAR' ? (12 as const) : (1 as const),
    };
    setExpirePolicy(call.tenant, view.resource, { at: call.now, policy: AUTOMATIC, autoRenewal });
    return null;
  },
};
