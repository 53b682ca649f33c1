import { CENT, ONE } from '../../wire/amounts';
import { amount, toJson } from '../../wire/json';
import { cycleOf } from '../../wire/times';
import { hash } from '../../world/random';
import type { Operation } from '../operation';

/** Section 3.4. Coupons and cards are not part of balances; bonus (5) is the legacy account and empty. */
export const showBalances: Operation = {
  name: 'ShowCustomerAccountBalances',
  method: 'GET',
  path: '/v2/accounts/customer-accounts/balances',
  quota: 20,
  body: 'none',
  run(call) {
    const { account } = call;
    const bits = hash(account.index, cycleOf(call.now), call.world.months);
    const cash = (account.currency === 'CNY' ? 6 : 1) * ((20_000 + (bits % 30_000)) * ONE + (bits % 97) * CENT);
    const line = account.paysByCredit ? 200_000 * ONE : 50_000 * ONE;
    const used = account.paysByCredit ? (bits % 60_000) * ONE : 0;
    const debt = account.index % 3 === 2 ? ((bits % 400) + 1) * 10 * CENT : 0;
    const entry = (type: number, value: number, credit: number | null) => ({
      account_id: `${account.domainId.slice(0, 24)}${type}`,
      account_type: type,
      amount: amount(value),
      currency: account.currency,
      designated_amount: amount(0),
      credit_amount: credit === null ? null : amount(credit),
      measure_id: 1,
    });
    return toJson({
      account_balances: [entry(1, cash, null), entry(2, line - used, line), entry(5, 0, null), entry(7, 0, null)],
      debt_amount: amount(debt),
      measure_id: 1,
      currency: account.currency,
    });
  },
};
