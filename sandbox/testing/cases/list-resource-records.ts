import fc from 'fast-check';
import { asQuery, billType, cycle, limit, offset, service, some } from '../arbitraries';
import type { OperationCases } from '../cases';
import { orderIds, resourceIds } from '../known';

const path = '/v2/bills/customer-bills/res-fee-records';

export const listResourceRecords: OperationCases = {
  operation: 'ListCustomerselfResourceRecords',
  valid: (world) =>
    fc
      .tuple(
        asQuery({
          cloud_service_type: fc.oneof(service, fc.constant('')),
          region: some(['', 'ap-southeast-3', 'cn-north-4', 'eu-west-101']),
          charge_mode: some(['1', '3', '10', '11']),
          bill_type: billType,
          resource_id: some(['', 'x', ...resourceIds(world).slice(0, 200)]),
          enterprise_project_id: some(['0', 'null', '']),
          include_zero_record: fc.boolean(),
          method: some(['oneself', 'all']),
          sub_customer_id: some(world.accounts.map((each) => each.domainId)),
          trade_id: some(orderIds(world)),
          statistic_type: some([1, 2, 3]),
          bill_date_begin: some(['2026-10-05']),
          limit: limit(200),
          offset,
        }),
        cycle,
      )
      .map(([query, month]) => ({ path, query: { ...query, cycle: month } })),
  always: (world) => [
    ...['1', '2', '3'].map((statistic_type) => ({
      account: 0,
      path,
      query: {
        cycle: '2026-11',
        limit: '1000',
        statistic_type,
        bill_date_begin: '2026-11-01',
        bill_date_end: '2026-11-30',
      },
    })),
    { path, query: { cycle: '2026-10', bill_type: '' } },
    {
      account: 0,
      path,
      query: { cycle: '2026-10', method: 'sub_customer', sub_customer_id: String(world.accounts[1]?.domainId) },
    },
  ],
  invalid: () => [
    ['an empty billing mode', { path, query: { cycle: '2026-10', charge_mode: '' } }, '400 CBC.0100'],
    [
      'days of another cycle',
      { path, query: { cycle: '2026-10', bill_date_begin: '2026-09-30', bill_date_end: '2026-10-02' } },
      '400 CBC.0100',
    ],
    [
      'an end before the begin',
      { path, query: { cycle: '2026-10', bill_date_begin: '2026-10-03', bill_date_end: '2026-10-02' } },
      '400 CBC.0100',
    ],
    ['a cycle that is none', { path, query: { cycle: '2026-13' } }, '400 CBC.0100'],
    ['a member without its ID', { path, query: { cycle: '2026-10', method: 'sub_customer' } }, '400 CBC.0100'],
    [
      'a member of someone else',
      { path, query: { cycle: '2026-10', method: 'sub_customer', sub_customer_id: 'someone' } },
      '403 CBC.0151',
    ],
  ],
};
