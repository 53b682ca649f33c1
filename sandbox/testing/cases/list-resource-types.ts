import { asQuery, limit, offset } from '../arbitraries';
import type { OperationCases } from '../cases';

const path = '/v2/products/resource-types';

export const listResourceTypes: OperationCases = {
  operation: 'ListResourceTypes',
  valid: () => asQuery({ limit: limit(1000), offset }).map((query) => ({ path, query })),
  invalid: () => [['an empty limit', { path, query: { limit: '' } }, '400 CBC.0100']],
};
