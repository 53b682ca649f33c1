import { z } from 'zod';
import { inMainUnit } from '../money-unit';
import { defineOperation } from '../operation';
import { amount, currency, integer, list, text } from '../wire';

/** Contract 3.4: no parameters. */
export type ShowBalancesInput = Record<string, never>;

const balanceSchema = inMainUnit(
  z.object({
    account_id: text(),
    /** 1 cash, 2 credit, 5 bonus (legacy), 7 deposit. Coupons are never part of a balance. */
    account_type: integer(),
    amount: amount(),
    currency: currency(),
    designated_amount: amount(),
    /** The whole credit line; credit accounts only. */
    credit_amount: amount(),
    measure_id: integer(),
  }),
  (row, toMainUnit) => toMainUnit(row, ['amount', 'designated_amount', 'credit_amount']),
);

const responseSchema = inMainUnit(
  z.object({
    account_balances: list(balanceSchema),
    debt_amount: amount(),
    measure_id: integer(),
    currency: currency(),
  }),
  (answer, toMainUnit) => toMainUnit(answer, ['debt_amount']),
);
export type Balances = z.output<typeof responseSchema>;
export type AccountBalance = Balances['account_balances'][number];

/** Balances and debt, in the main unit of `currency`. */
export const showBalances = defineOperation({
  name: 'showBalances',
  group: 'accounts',
  method: 'GET',
  path: '/v2/accounts/customer-accounts/balances',
  // 20 on the newest page, 10 on older ones.
  quota: 10,
  readOnly: true,
  request: (_: ShowBalancesInput) => ({}),
  response: responseSchema,
});
