import { resourceTypeName, serviceName } from '../../world/catalogue';
import type { Order } from '../../world/order';
import { amount, toJson } from '../../wire/json';
import { Parameters } from '../../wire/parameters';
import { refuse } from '../../wire/refusal';
import type { Call, Operation } from '../operation';
import { findOrder } from './show-customer-order-details';

/** Section 2.c.2. The records of an order add up to its amount. */
export const showRefundOrderDetails: Operation = {
  name: 'ShowRefundOrderDetails',
  method: 'GET',
  path: '/v2/orders/customer-orders/refund-orders',
  quota: 10,
  body: 'none',
  run(call) {
    const query = Parameters.ofQuery(call.query);
    const id = query.requiredText('order_id', { max: 64 });
    const customer = query.text('customer_id', { max: 64 });
    query.text('indirect_partner_id', { max: 64 });
    const { order, account } = find(call, id);
    const foreign = customer !== null && customer !== account.domainId;
    if (!isGivenBack(order) || foreign) throw refuse('CBC.99005026');
    const language = call.language ?? (call.world.site === 'cn' ? 'zh_CN' : 'en_US');
    return toJson({
      total_count: order.refunds.length,
      refund_infos: order.refunds.map((refund) => ({
        id: refund.id,
        amount: amount(refund.amount),
        measure_id: '1',
        customer_id: account.domainId,
        resource_type_code: refund.resource.item.resourceType,
        service_type_code: refund.resource.item.service,
        resource_type_name: resourceTypeName(refund.resource.item.resourceType, language),
        service_type_name: serviceName(refund.resource.item.service, language),
        region_code: refund.resource.region,
        base_order_id: refund.baseOrderId,
      })),
    });
  },
};

/** Unsubscriptions and downgrades only: a change to pay-per-use gives money back too, but is neither. */
const isGivenBack = (order: Order): boolean => order.type === 4 || (order.type === 3 && order.refunds.length > 0);

function find(call: Call, id: string): ReturnType<typeof findOrder> {
  try {
    return findOrder(call, id);
  } catch {
    // The operation documents no code of its own for an unknown order.
    throw refuse('CBC.99005026');
  }
}
