import { Parameters } from '../../wire/parameters';
import { refuse } from '../../wire/refusal';
import { cancelOrder } from '../../world/interventions';
import type { Operation } from '../operation';
import { findOrder } from './show-customer-order-details';

/** Section 3.1: cancels an own order that waits for payment; a combined order is cancelled by its own ID. */
export const cancelCustomerOrder: Operation = {
  name: 'CancelCustomerOrder',
  method: 'PUT',
  path: '/v2/orders/customer-orders/cancel',
  quota: 10,
  body: 'required',
  run(call) {
    const id = Parameters.ofBody(call.body).requiredText('order_id', { max: 64 });
    const { order, child, account } = findOrder(call, id);
    if (account !== call.account) throw refuse('CBC.30000010');
    if (child) throw refuse('CBC.99000089');
    cancelOrder(call.tenant, order, call.now);
    return null;
  },
};
