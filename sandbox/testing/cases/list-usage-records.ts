import fc from 'fast-check';
import { asBody, billType, cycle, limit, offset, region, resourceType, service, some } from '../arbitraries';
import type { OperationCases } from '../cases';
import { resourceIds } from '../known';

const path = '/v2/bills/customer-bills/res-records/query';
const days = { bill_cycle_begin: '2026-10-03', bill_cycle_end: '2026-10-31' };

export const listUsageRecords: OperationCases = {
  operation: 'ListCustomerselfResourceRecordDetails',
  valid: (world) =>
    fc
      .tuple(
        asBody({
          cloud_service_type: fc.oneof(service, fc.constant('')),
          resource_type: resourceType,
          region,
          res_instance_id: some(['', ...resourceIds(world).slice(0, 50)]),
          charge_mode: some([1, 3, 10, 11]),
          bill_type: billType,
          enterprise_project_id: some(['0', 'null', '']),
          include_zero_record: fc.boolean(),
          method: some(['oneself', 'all']),
          sub_customer_id: some(world.accounts.map((each) => each.domainId)),
          statistic_type: some([1, 2, 3]),
          query_type: some(['BILLCYCLE']),
          payer_account_id: some(world.accounts.map((each) => each.domainId)),
          limit: limit(200),
          offset,
        }),
        cycle,
      )
      .map(([body, month]) => ({ path, body: { ...body, cycle: month } })),
  exceptions: {
    'payer_account_id minLength': { answer: '200', section: '2.f: an empty text filter is no filter' },
  },
  always: (world) => [
    { path, body: { cycle: '2026-10', statistic_type: 2, query_type: 'DAILY', ...days } },
    { path, body: { cycle: '2026-10', statistic_type: 3, query_type: 'DAILY', limit: 1000, ...days } },
    {
      account: 0,
      path,
      body: { cycle: '2026-10', method: 'sub_customer', sub_customer_id: world.accounts[1]?.domainId },
    },
  ],
  invalid: () => [
    ['a cycle before 2019', { path, body: { cycle: '2018-12' } }, '400 CBC.0100'],
    ['days without days', { path, body: { cycle: '2026-10', statistic_type: 2, query_type: 'DAILY' } }, '400 CBC.0100'],
    ['days in one row per cycle', { path, body: { cycle: '2026-10', query_type: 'DAILY', ...days } }, '400 CBC.0100'],
    [
      'days beyond the cycle',
      {
        path,
        body: { cycle: '2026-10', statistic_type: 3, query_type: 'DAILY', ...days, bill_cycle_end: '2026-11-01' },
      },
      '400 CBC.0100',
    ],
    ['a member without its ID', { path, body: { cycle: '2026-10', method: 'sub_customer' } }, '400 CBC.0100'],
    [
      'a member of someone else',
      { path, body: { cycle: '2026-10', method: 'sub_customer', sub_customer_id: 'someone' } },
      '403 CBC.0151',
    ],
  ],
};
