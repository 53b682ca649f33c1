import { unitsOf } from '../../world/enterprise';
import { asQuery, some } from '../arbitraries';
import type { OperationCases } from '../cases';

const path = '/v2/enterprises/multi-accounts/enterprise-organizations';

export const listEnterpriseOrganizations: OperationCases = {
  operation: 'ListEnterpriseOrganizations',
  valid: ({ enterprise }) =>
    asQuery({
      recursive_query: some([0, 1]),
      parent_id: some(['', ...(enterprise ? unitsOf(enterprise.root).map(({ id }) => id) : [])]),
    }).map((query) => ({ account: 0, path, query })),
  invalid: () => [
    ['a member', { account: 1, path }, '403 CBC.0155'],
    ['a unit of nowhere', { path, query: { parent_id: 'nowhere' } }, '400 CBC.0100'],
  ],
};
