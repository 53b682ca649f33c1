import { asQuery, limit, offset, resourceType } from '../arbitraries';
import type { OperationCases } from '../cases';

const path = '/v2/products/usage-types';

export const listUsageTypes: OperationCases = {
  operation: 'ListUsageTypes',
  valid: () =>
    asQuery({ resource_type_code: resourceType, limit: limit(100), offset }).map((query) => ({ path, query })),
  always: () => [
    { path, query: { resource_type_code: '' } },
    { path, query: { resource_type_code: 'nonsense' } },
  ],
  invalid: () => [],
};
