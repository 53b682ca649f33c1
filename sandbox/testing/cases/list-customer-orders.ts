import { asQuery, instant, limit, offset, service, some } from '../arbitraries';
import type { OperationCases } from '../cases';
import { orderIds } from '../known';

const path = '/v2/orders/customer-orders';

export const listCustomerOrders: OperationCases = {
  operation: 'ListCustomerOrders',
  valid: (world) =>
    asQuery({
      order_id: some([...orderIds(world).slice(0, 5), 'CS0', 'null']),
      customer_id: some(world.accounts.map((each) => each.domainId)),
      create_time_begin: instant.filter((text) => text < '2026-05'),
      create_time_end: instant.filter((text) => text >= '2026-05'),
      payment_time_begin: instant.filter((text) => text < '2026-05'),
      payment_time_end: instant.filter((text) => text >= '2026-05'),
      service_type_code: service,
      status: some([1, 3, 4, 5, 6, 9]),
      order_type: some([1, 2, 3, 4, 10, 11, 13, 14, 15]),
      order_by: some(['createTime', '-createTime']),
      method: some(['oneself', 'sub_customer']),
      indirect_partner_id: some(['partner']),
      limit: limit(100),
      offset,
    }).map((query) => ({ path, query })),
  always: () => [
    { path, query: { create_time_begin: '', service_type_code: '', status: '' } },
    { path, query: { order_id: 'null' } },
  ],
  invalid: () => [
    ['an empty limit', { path, query: { limit: '' } }, '400 CBC.0100'],
    ['an empty order', { path, query: { order_id: '' } }, '400 CBC.0100'],
    ['an empty customer', { path, query: { customer_id: '' } }, '400 CBC.0100'],
    ['a day for an instant', { path, query: { create_time_begin: '2026-10-01' } }, '400 CBC.0100'],
    ['an instant that never was', { path, query: { create_time_begin: '2026-02-30T00:00:00Z' } }, '400 CBC.0100'],
    ['a status that cannot be asked for', { path, query: { status: '2' } }, '400 CBC.0101'],
    ['an unknown order type', { path, query: { order_type: '99' } }, '400 CBC.0101'],
    ['an unknown order', { path, query: { order_by: 'payTime' } }, '400 CBC.0101'],
    [
      'an end before the begin',
      { path, query: { create_time_begin: '2026-10-02T00:00:00Z', create_time_end: '2026-10-01T00:00:00Z' } },
      '400 CBC.0101',
    ],
    [
      'more than a year of creation',
      { path, query: { create_time_begin: '2025-01-01T00:00:00Z', create_time_end: '2026-10-01T00:00:00Z' } },
      '400 CBC.0101',
    ],
  ],
};
