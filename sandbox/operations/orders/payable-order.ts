import { refuse } from '../../wire/refusal';
import type { Account } from '../../world/accounts';
import { type Order, statusAt } from '../../world/order';
import { type Tenant, tenantOf } from '../../world/world';
import type { Call } from '../operation';
import { findOrder } from './show-customer-order-details';

/**
 * An order of the caller, or one it pays for a member, that waits for payment now. Otherwise refuses, in this order:
 * unknown (CBC.30000010), a part of a combined order (.99000089), too late (.99003110), in another state (.99003106).
 */
export function payableOrder(call: Call, id: string): { order: Order; account: Account; owner: Tenant } {
  const { order, child, account } = findOrder(call, id);
  if (child) throw refuse('CBC.99000089');
  const status = statusAt(order, call.now);
  const isUnpaid = order.paidAt === null || order.paidAt > call.now;
  const isOver = order.deadline !== null && order.deadline <= call.now;
  if (isUnpaid && isOver && (status === 4 || status === 6)) throw refuse('CBC.99003110');
  if (status !== 6) throw refuse('CBC.99003106');
  return { order, account, owner: tenantOf(call.world, account.domainId) };
}
