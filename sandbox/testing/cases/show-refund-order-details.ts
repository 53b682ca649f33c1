import fc from 'fast-check';
import { asQuery, some } from '../arbitraries';
import type { OperationCases } from '../cases';
import { orderIds } from '../known';

const path = '/v2/orders/customer-orders/refund-orders';

export const showRefundOrderDetails: OperationCases = {
  operation: 'ShowRefundOrderDetails',
  valid: (world) =>
    fc
      .tuple(
        some(orderIds(world, 4)),
        asQuery({
          customer_id: some(['', String(world.accounts[0]?.domainId)]),
          indirect_partner_id: some(['', 'partner']),
        }),
      )
      .map(([order_id, query]) => ({ account: 0, path, query: { ...query, order_id } })),
  always: (world) => orderIds(world, 4).map((order_id) => ({ account: 0, path, query: { order_id } })),
  invalid: (world) => [
    ['a purchase', { path, query: { order_id: String(orderIds(world, 1)[0]) } }, '400 CBC.99005026'],
    ['an unknown order', { path, query: { order_id: 'CS0' } }, '400 CBC.99005026'],
    ['an empty order', { path, query: { order_id: '' } }, '400 CBC.0100'],
  ],
};
