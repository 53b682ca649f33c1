import { ONE } from '../../wire/amounts';
import { decimal, decimalText, truncate } from '../../wire/decimal';
import { amount, Raw, toJson } from '../../wire/json';
import { spentIn } from '../../world/funds/funds';
import type { Operation } from '../operation';

const QUOTA = 150_000;

/** Section 3.4, international only: what the account may spend in a month, and what it has spent of it by now. */
export const showExpenditureQuota: Operation = {
  name: 'ShowCustomerExpenditureQuota',
  method: 'GET',
  path: '/v2/accounts/customer-accounts/expenditure-quota',
  quota: 10,
  body: 'none',
  sites: ['intl', 'eu'],
  run({ world, tenant, account, now }) {
    const used = Math.max(0, spentIn(world, tenant, now));
    // In hundredths of a percent, the rest cut.
    const percentage = truncate(decimal(`${Math.floor(used / (QUOTA / 100))}e-8`), 2);
    return toJson({
      granting_amount: amount(QUOTA * ONE),
      granting_amount_used: amount(used),
      percentage_granting_amount_used: new Raw(decimalText(percentage)),
      measure_id: 1,
      currency: account.currency,
    });
  },
};
