import fc from 'fast-check';
import { catalogue } from '../../world/catalogue';
import { asBody, limit, region, some } from '../arbitraries';
import type { OperationCases } from '../cases';

const path = '/v2/products/resource-specs-query';
const servers = {
  cloud_service_type: 'hws.service.type.ec2',
  resource_type: 'hws.resource.type.vm',
  region_code: 'ap-southeast-1',
  charge_mode: '1',
};
const spec = (value: unknown, key: unknown = 'RESOURCE_SPEC') => ({ key, value });

export const listResourceSpecs: OperationCases = {
  operation: 'ListResourceSpecs',
  valid: () =>
    fc
      .tuple(
        some(catalogue.items),
        region,
        some(['1', '3', '10', '11']),
        asBody({
          filters: fc.oneof(
            fc.constant([]),
            some(catalogue.items).map((item) => [spec(item.spec)]),
          ),
          marker: fc.constant(''),
          limit: limit(100),
        }),
      )
      .map(([item, region_code, charge_mode, more]) => ({
        path,
        body: {
          cloud_service_type: item.service,
          resource_type: item.resourceType,
          region_code,
          charge_mode,
          ...more,
        },
      })),
  invalid: () => [
    ['two filters', { path, body: { ...servers, filters: [spec('a'), spec('b')] } }, '400 CBC.0100'],
    ['a filter of another kind', { path, body: { ...servers, filters: [spec('a', 'REGION')] } }, '400 CBC.0100'],
    ['a filter that is none', { path, body: { ...servers, filters: ['s6.large.2.linux'] } }, '400 CBC.0100'],
    ['a marker of nowhere', { path, body: { ...servers, marker: 'nowhere' } }, '400 CBC.0100'],
    ['a billing mode that is a number', { path, body: { ...servers, charge_mode: 1 } }, '400 CBC.0100'],
  ],
};
