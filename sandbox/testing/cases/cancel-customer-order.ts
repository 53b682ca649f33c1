import fc from 'fast-check';
import type { OperationCases } from '../cases';
import { ordersIn } from '../owned';

const path = '/v2/orders/customer-orders/cancel';
const put = (order_id: unknown) => ({ method: 'PUT' as const, path, account: 0, body: { order_id } });

export const cancelCustomerOrder: OperationCases = {
  operation: 'CancelCustomerOrder',
  writes: true,
  valid: (world) => {
    const waiting = ordersIn(world, 6).map((order) => order.id);
    return fc.tuple(fc.constantFrom(...waiting), fc.boolean()).map(([id, small]) => put(small ? id.toLowerCase() : id));
  },
  invalid: (world) => {
    const combined = ordersIn(world, 5).find((order) => order.children.length > 0);
    return [
      ...[1, 3, 4, 5, 9].map(
        (status) => [`an order in status ${status}`, put(ordersIn(world, status)[0]?.id), '400 CBC.99005010'] as const,
      ),
      ['a part of a combined order', put(combined?.children[0]?.id), '400 CBC.99000089'],
      ['an unknown order', put('CS0000000000ZZZZZ'), '400 CBC.30000010'],
      ['no order', { ...put(null), body: {} }, '400 CBC.0100'],
    ];
  },
};
