import fc from 'fast-check';
import { asQuery, billType, cycle, limit, offset, region, resourceType, service, some } from '../arbitraries';
import type { OperationCases } from '../cases';
import { orderIds } from '../known';

const path = '/v2/bills/customer-bills/fee-records';

export const listTransactions: OperationCases = {
  operation: 'ListCustomerBillsFeeRecords',
  valid: (world) =>
    fc
      .tuple(
        asQuery({
          provider_type: some([1, 2]),
          service_type_code: service,
          resource_type_code: resourceType,
          region_code: region,
          charging_mode: some([1, 3, 10, 11]),
          bill_type: billType,
          trade_id: some(['x', ...orderIds(world).slice(0, 50)]),
          enterprise_project_id: some(['0', 'null']),
          include_zero_record: fc.boolean(),
          status: some([1, 2, 3]),
          method: some(['oneself', 'all']),
          limit: limit(300),
          offset,
        }),
        cycle,
      )
      .map(([query, month]) => ({ path, query: { ...query, bill_cycle: month } })),
  always: () => [
    { path, query: { bill_cycle: '2026-10', limit: '1000' } },
    { path, query: { bill_cycle: '2026-11', bill_date_begin: '2026-11-20', bill_date_end: '2026-11-22' } },
  ],
  invalid: () => [
    ['a cycle that is none', { path, query: { bill_cycle: '2026-13' } }, '400 CBC.0100'],
    ['a billing mode between two', { path, query: { bill_cycle: '2026-10', charging_mode: '2' } }, '400 CBC.0100'],
    [
      'days of another cycle',
      { path, query: { bill_cycle: '2026-10', bill_date_begin: '2026-09-30', bill_date_end: '2026-10-02' } },
      '400 CBC.0100',
    ],
    ['a member without its ID', { path, query: { bill_cycle: '2026-10', method: 'sub_customer' } }, '400 CBC.0100'],
    [
      'a member of someone else',
      { path, query: { bill_cycle: '2026-10', method: 'sub_customer', sub_customer_id: 'someone' } },
      '403 CBC.0151',
    ],
  ],
};
