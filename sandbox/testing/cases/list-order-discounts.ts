import { statusAt } from '../../world/order';
import { some } from '../arbitraries';
import type { OperationCases, Request } from '../cases';
import { NOW } from '../fixture';
import { findUnpaid, tenantAt, unpaidOrders } from '../payable';

const path = '/v2/orders/customer-orders/order-discounts';
const ask = (order_id: string, account = 0): Request => ({ path, account, query: { order_id } });

export const listOrderDiscounts: OperationCases = {
  operation: 'ListOrderDiscounts',
  valid: (world) =>
    some(unpaidOrders(world)).map(({ order, account }) => ({
      path,
      account,
      query: { order_id: order.id.toLowerCase() },
    })),
  always: (world) => {
    const found = findUnpaid(world, ({ order }) => order.children.length > 0, [0, 1, 2]);
    return [{ ...ask(found.order.id, found.account), now: found.now }];
  },
  invalid: (world) => {
    const combined = findUnpaid(world, ({ order }) => order.children.length > 0, [0, 1, 2]);
    const child = ask(combined.order.children[0]?.id ?? '', combined.account);
    const done = tenantAt(world, 0).history.orders.find((order) => statusAt(order, NOW) === 5);
    return [
      ['no order', { path, query: {} }, '400 CBC.0100'],
      ['an empty order', ask(''), '400 CBC.0100'],
      ['an unknown order', ask('CS0000000000ZZZZZ'), '400 CBC.30000010'],
      ['a part of a combined order', { ...child, now: combined.now }, '400 CBC.99000089'],
      ['a paid order', ask(done?.id ?? ''), '400 CBC.99003106'],
    ];
  },
};
