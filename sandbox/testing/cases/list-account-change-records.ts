import { dayOf, dayText } from '../../wire/times';
import fc from 'fast-check';
import { recordsBetween } from '../../world/funds/funds';
import { fundMonthOf } from '../../world/funds/policy';
import type { World } from '../../world/world';
import { asQuery, limit, offset, some } from '../arbitraries';
import type { OperationCases } from '../cases';
import { NOW } from '../fixture';
import { tenantAt } from '../payable';

const path = '/v2/accounts/customer-accounts/account-change-records';
const balance_type = 'BALANCE_TYPE_DEBIT';
const day = fc.integer({ min: 0, max: 500 }).map((back) => dayText(dayOf(NOW) - back));

/** Transactions that the first account has had this month. */
function tradeIds(world: World): string[] {
  const records = recordsBetween(world, tenantAt(world, 0), { cycle: fundMonthOf(NOW), now: NOW });
  return records.flatMap(({ movement }) => movement?.tradeId ?? []).slice(0, 20);
}

export const listAccountChangeRecords: OperationCases = {
  operation: 'ListCustomerAccountChangeRecords',
  valid: (world) =>
    fc
      .tuple(
        some([balance_type, 'BALANCE_TYPE_CREDIT']),
        asQuery({
          revenue_expense_type: some(['REVENUE', 'EXPENSE']),
          trade_type: some(['RECHARGE', 'DEDEUCT', 'REFUND', 'RFROZEN', 'TRANS', 'ADJUST', 'BEUNBIND', 'null', '']),
          trade_time_begin: day.filter((text) => text < '2026-06'),
          trade_time_end: day.filter((text) => text >= '2026-06'),
          trade_id: some([...tradeIds(world), 'null']),
          payment_channel_id: some(['0', '2', '6,11', '1,2,4,5,317,319', '']),
          payment_channel_no: some(['BT0', '']),
          limit: limit(100),
          offset,
        }),
      )
      .map(([balance, query]) => ({ path, query: { ...query, balance_type: balance } })),
  invalid: () => [
    ['no account', { path, query: {} }, '400 CBC.0100'],
    ['an account of another kind', { path, query: { balance_type: 'BALANCE_TYPE_COUPON' } }, '400 CBC.0100'],
    ['a direction that there is not', { path, query: { balance_type, revenue_expense_type: 'IN' } }, '400 CBC.0100'],
    ['an empty direction', { path, query: { balance_type, revenue_expense_type: '' } }, '400 CBC.0100'],
    [
      'an instant for a day',
      { path, query: { balance_type, trade_time_begin: '2026-10-01T00:00:00Z' } },
      '400 CBC.0100',
    ],
    ['a day that never was', { path, query: { balance_type, trade_time_end: '2026-02-30' } }, '400 CBC.0100'],
    [
      'an end before the begin',
      { path, query: { balance_type, trade_time_begin: '2026-10-02', trade_time_end: '2026-10-01' } },
      '400 CBC.0100',
    ],
    ['a channel that is no number', { path, query: { balance_type, payment_channel_id: '1,bank' } }, '400 CBC.0100'],
  ],
};
