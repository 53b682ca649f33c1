import fc from 'fast-check';
import { tenantOf, type World } from '../../world/world';
import { asBody, limit, region, service, some } from '../arbitraries';
import type { OperationCases, Request } from '../cases';

const path = '/v3/payments/free-resources/query';

const packagesOf = (world: World) => tenantOf(world, world.accounts[0]?.domainId ?? '').bills.deductions.packages;

export const listPackages: OperationCases = {
  operation: 'ListFreeResourceInfos',
  valid: (world) => {
    const known = packagesOf(world);
    return asBody({
      region_code: region,
      order_id: some(known.flatMap(({ orderId }) => [orderId, orderId.toLowerCase()])),
      product_id: some(known.map(({ productId }) => productId)),
      product_name: some(known.flatMap(({ nameEn, nameZh }) => [nameEn, nameZh, 'none'])),
      enterprise_project_id: some(['0', 'x']),
      status: some([0, 1, 2, 3, 4]),
      service_type_code_list: fc.array(
        service.map((code) => code.toUpperCase()),
        { maxLength: 5 },
      ),
      offset: fc.nat(999_999),
      limit: limit(1000),
    }).map((body): Request => ({ path, body }));
  },
  always: () => [0, 1, 2, 3, 4].map((status) => ({ path, body: { status, limit: 1000 } })),
  invalid: () => [
    ['a service that is a number', { path, body: { service_type_code_list: [1] } }, '400 CBC.0100'],
    ['services as text', { path, body: { service_type_code_list: 'hws.service.type.obs' } }, '400 CBC.0100'],
  ],
};
