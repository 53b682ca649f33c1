import { toJson } from '../../wire/json';
import { Parameters } from '../../wire/parameters';
import { refuse } from '../../wire/refusal';
import { setRenewConfig } from '../../world/interventions';
import type { Operation } from '../operation';

const INTEGER = /^-?\d{1,2}$/;
const LAST_DAY = -1;

/**
 * Section 3.2: how many days before expiry automatic renewals are charged (2 to 7), or on which day of the month renewed
 * terms end (1 to 28, or -1 for the last day).
 */
export const setResourcesRenewConfig: Operation = {
  name: 'SetResourcesRenewConfig',
  method: 'POST',
  path: '/v2/orders/subscriptions/resources/renew/config',
  quota: 10,
  body: 'required',
  run(call) {
    const body = Parameters.ofBody(call.body);
    const name = body.requiredText('config_name', { oneOf: ['DEDUCTION_DATE', 'EXPIRE_DATE'] });
    const text = body.requiredText('config_value', { max: 64 });
    const value = INTEGER.test(text) ? Number(text) : Number.NaN;
    const fits =
      name === 'DEDUCTION_DATE' ? value >= 2 && value <= 7 : value === LAST_DAY || (value >= 1 && value <= 28);
    if (!fits) throw refuse('CBC.0100', 'config_value');
    const change = name === 'DEDUCTION_DATE' ? { deductionDays: value } : { expireDay: value };
    setRenewConfig(call.tenant, call.now, change);
    return toJson({ error_code: 'CBC.0000', error_msg: 'Success.' });
  },
};
