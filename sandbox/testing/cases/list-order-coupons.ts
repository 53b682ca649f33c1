import { statusAt } from '../../world/order';
import { some } from '../arbitraries';
import type { OperationCases, Request } from '../cases';
import { NOW } from '../fixture';
import { findUnpaid, tenantAt, unpaidOrders } from '../payable';

const path = '/v2/orders/customer-orders/order-coupons';
const ask = (order_id: string, account = 0): Request => ({ path, account, query: { order_id } });

export const listOrderCoupons: OperationCases = {
  operation: 'ListOrderCouponsByOrderId',
  valid: (world) => some(unpaidOrders(world)).map(({ order, account }) => ask(order.id, account)),
  invalid: (world) => {
    const combined = findUnpaid(world, ({ order }) => order.children.length > 0, [0, 1, 2]);
    const child = ask(combined.order.children[0]?.id ?? '', combined.account);
    const waiting = tenantAt(world, 0).history.orders.find((order) => statusAt(order, NOW) === 1);
    return [
      ['no order', { path, query: {} }, '400 CBC.0100'],
      ['an unknown order', ask('CS0000000000ZZZZZ'), '400 CBC.30000010'],
      ['a part of a combined order', { ...child, now: combined.now }, '400 CBC.99000089'],
      ['an order that waits for approval', ask(waiting?.id ?? ''), '400 CBC.99003106'],
    ];
  },
};
