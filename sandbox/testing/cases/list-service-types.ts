import { asQuery, limit, offset, some } from '../arbitraries';
import type { OperationCases } from '../cases';

const path = '/v2/products/service-types';

export const listServiceTypes: OperationCases = {
  operation: 'ListServiceTypes',
  valid: () =>
    asQuery({ service_type_name: some(['云', 'cloud', 'zzz']), limit: limit(1000), offset }).map((query) => ({
      path,
      query,
    })),
  invalid: () => [],
  findsByLanguage: ({ query }) => query?.service_type_name !== undefined,
};
