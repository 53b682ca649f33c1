import fc from 'fast-check';
import { asQuery, cycle, limit, offset, service, some } from '../arbitraries';
import type { OperationCases } from '../cases';

const path = '/v2/bills/customer-bills/monthly-sum';

export const showMonthlySum: OperationCases = {
  operation: 'ShowCustomerMonthlySum',
  valid: (world) =>
    fc
      .tuple(
        asQuery({
          service_type_code: service,
          enterprise_project_id: some(['0', '-1', 'null', world.accounts[0]?.projects[1]?.id]),
          method: some(['oneself', 'all']),
          sub_customer_id: some(world.accounts.map((each) => each.domainId)),
          limit: limit(1000),
          offset,
        }),
        cycle,
      )
      .map(([query, bill_cycle]) => ({ path, query: { ...query, bill_cycle } })),
  always: (world) => [
    { path, query: { bill_cycle: '2019-01' } },
    {
      account: 0,
      path,
      query: { bill_cycle: '2026-10', method: 'sub_customer', sub_customer_id: String(world.accounts[1]?.domainId) },
    },
  ],
  invalid: () => [
    ['a thirteenth month', { path, query: { bill_cycle: '2026-13' } }, '400 CBC.0100'],
    ['a month to come', { path, query: { bill_cycle: '2026-12' } }, '400 CBC.0100'],
    ['an empty project', { path, query: { bill_cycle: '2026-10', enterprise_project_id: '' } }, '400 CBC.0100'],
    ['a member without its ID', { path, query: { bill_cycle: '2026-10', method: 'sub_customer' } }, '400 CBC.0100'],
    [
      'a member of someone else',
      { path, query: { bill_cycle: '2026-10', method: 'sub_customer', sub_customer_id: 'someone' } },
      '403 CBC.0151',
    ],
  ],
};
