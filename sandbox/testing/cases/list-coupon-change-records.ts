import fc from 'fast-check';
import { dayOf, dayText } from '../../wire/times';
import { benefitsAt } from '../../world/benefits/holdings';
import { asQuery, limit, offset, some } from '../arbitraries';
import type { OperationCases } from '../cases';
import { NOW } from '../fixture';
import { tenantAt } from '../payable';

const path = '/v2/promotions/benefits/account-change-records';
const balance_type = 'BALANCE_TYPE_COUPON';
const day = fc.integer({ min: 0, max: 400 }).map((back) => dayText(dayOf(NOW) - back));

export const listCouponChangeRecords: OperationCases = {
  operation: 'ListCouponChangeRecords',
  undescribed: { section: '3.5', status: 200 },
  valid: (world) => {
    const views = benefitsAt(tenantAt(world, 0), NOW).slice(0, 60);
    const orders = views.flatMap(({ uses }) => uses.flatMap((use) => use.orderId ?? []));
    return asQuery({
      revenue_expense_type: some(['REVENUE', 'EXPENSE']),
      trade_type: some(['ADJUST', 'DEDEUCT', 'REFUND', 'RFROZEN', 'EXPIRED', 'COUPONADJUST', 'COUPONCANCEL', '']),
      trade_id: some([...orders, 'CT0']),
      trade_time_begin: day.filter((text) => text < '2026-06'),
      trade_time_end: day.filter((text) => text >= '2026-06'),
      coupon_id: some([...views.map(({ benefit }) => benefit.id), '']),
      limit: limit(100),
      offset,
    }).map((query) => ({ path, query: { ...query, balance_type } }));
  },
  invalid: () => [
    ['no account', { path, query: {} }, '400 CBC.0100'],
    ['an account of another kind', { path, query: { balance_type: 'BALANCE_TYPE_DEBIT' } }, '400 CBC.0100'],
    ['an instant for a day', { path, query: { balance_type, trade_time_end: '2026-10-01T00:00:00Z' } }, '400 CBC.0100'],
    ['too many', { path, query: { balance_type, limit: '101' } }, '400 CBC.0100'],
  ],
};
