import fc from 'fast-check';
import { asBody, instant, limit, offset, service, some } from '../arbitraries';
import type { OperationCases } from '../cases';
import { orderIds, resourceIds } from '../known';

const path = '/v2/orders/suscriptions/resources/query';

export const queryResources: OperationCases = {
  operation: 'ListPayPerUseCustomerResources',
  valid: (world) =>
    asBody({
      resource_ids: fc.subarray(resourceIds(world).slice(0, 200), { maxLength: 50 }),
      order_id: some(orderIds(world)),
      only_main_resource: some([0, 1]),
      status_list: fc.subarray([2, 3, 4, 5]),
      expire_time_begin: instant,
      expire_time_end: instant,
      service_type_code: service,
      customer_id: some(world.accounts.map((each) => each.domainId)),
      limit: limit(500),
      offset: offset.filter((value) => value < 2_147_483_647),
    }).map((body) => ({ path, body })),
  invalid: () => [
    ['a status outside the list', { path, body: { status_list: [1] } }, '400 CBC.0100'],
    ['a time that is none', { path, body: { expire_time_end: 'soon' } }, '400 CBC.0100'],
    ['the largest offset of other lists', { path, body: { offset: 2_147_483_647 } }, '400 CBC.0100'],
  ],
};
