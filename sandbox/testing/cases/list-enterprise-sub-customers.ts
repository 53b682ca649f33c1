import { unitsOf } from '../../world/enterprise';
import { asQuery, offset, some } from '../arbitraries';
import type { OperationCases } from '../cases';
import fc from 'fast-check';

const path = '/v2/enterprises/multi-accounts/sub-customers';

export const listEnterpriseSubCustomers: OperationCases = {
  operation: 'ListEnterpriseSubCustomers',
  valid: ({ enterprise }) =>
    asQuery({
      sub_customer_account_name: some(['', 'lanting', 'LANTING', 'lanting-pilot', 'zzz']),
      sub_customer_display_name: some(['', '兰亭', 'interns', 'Interns']),
      fuzzy_query: some([0, 1]),
      org_id: some(['', 'nowhere', ...(enterprise ? unitsOf(enterprise.root).map(({ id }) => id) : [])]),
      limit: fc.integer({ min: 0, max: 100 }),
      offset,
    }).map((query) => ({ account: 0, path, query })),
  invalid: () => [
    ['a member', { account: 1, path }, '403 CBC.0155'],
    ['an account that stands alone', { account: 2, path }, '403 CBC.0155'],
    ['an empty switch', { path, query: { fuzzy_query: '' } }, '400 CBC.0100'],
  ],
};
