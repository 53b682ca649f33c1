import fc from 'fast-check';
import { asQuery, limit, offset, some } from '../arbitraries';
import type { OperationCases } from '../cases';
import { knownOrders, orderIds } from '../known';

const path = '/v2/orders/customer-orders/details';

export const showCustomerOrderDetails: OperationCases = {
  operation: 'ShowCustomerOrderDetails',
  valid: (world) =>
    fc
      .tuple(
        some(orderIds(world)),
        asQuery({ limit: limit(100), offset, indirect_partner_id: some(['partner']) }),
        fc.boolean(),
      )
      .map(([id, query, lower]) => ({ account: 0, path: `${path}/${lower ? id.toLowerCase() : id}`, query })),
  always: (world) =>
    orderIds(world)
      .slice(0, 250)
      .map((id, index) => ({
        account: 0,
        path: `${path}/${id}`,
        query: { limit: String((index % 100) + 1), offset: String(index % 3) },
      })),
  invalid: (world) => [
    ['an unknown order', { path: `${path}/CS0000000000ZZZZZ` }, '400 CBC.30000010'],
    [
      'an order of another account',
      { path: `${path}/${String(knownOrders(world, 2)[0]?.order_id)}` },
      '400 CBC.30000010',
    ],
  ],
};
