import fc from 'fast-check';
import { asQuery, limit, offset, service, some } from '../arbitraries';
import type { OperationCases } from '../cases';

const path = '/v2/products/service-resources';

export const listServiceResources: OperationCases = {
  operation: 'ListServiceResources',
  valid: () =>
    fc
      .tuple(fc.oneof(service, some(['nonsense', 'HWS.SERVICE.TYPE.EC2'])), asQuery({ limit: limit(100), offset }))
      .map(([service_type_code, query]) => ({ path, query: { ...query, service_type_code } })),
  invalid: () => [['an empty service', { path, query: { service_type_code: '' } }, '400 CBC.0100']],
};
