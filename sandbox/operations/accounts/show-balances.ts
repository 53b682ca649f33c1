import type { Units } from '../../wire/amounts';
import { ONE } from '../../wire/amounts';
import { amount, type Json, toJson } from '../../wire/json';
import { fundsAt } from '../../world/funds/funds';
import type { Operation } from '../operation';

/** What was deposited against an offline contract; a payment never takes from it. */
const DEPOSIT: Units = 2000 * ONE;

/**
 * Section 3.4. Balances to the second, in the account's currency: orders count when they are paid, everything else on
 * the day after. Coupons and cards are no part of them; bonus (5) is the legacy account and empty.
 */
export const showBalances: Operation = {
  name: 'ShowCustomerAccountBalances',
  method: 'GET',
  path: '/v2/accounts/customer-accounts/balances',
  quota: 20,
  body: 'none',
  run({ world, tenant, account, now }) {
    const funds = fundsAt(world, tenant, now);
    const entry = (type: number, value: Units, line: Units | null): Json => ({
      account_id: `${account.domainId.slice(0, 24)}${type}`,
      account_type: type,
      amount: amount(value),
      currency: account.currency,
      designated_amount: amount(0),
      credit_amount: line === null ? null : amount(line),
      measure_id: 1,
    });
    const deposit = account.index === 0 ? DEPOSIT : 0;
    return toJson({
      account_balances: [
        entry(1, funds.cash, null),
        entry(2, funds.credit, funds.line),
        entry(5, 0, null),
        entry(7, deposit, null),
      ],
      debt_amount: amount(funds.debt),
      measure_id: 1,
      currency: account.currency,
    });
  },
};
