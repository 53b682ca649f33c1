import type { Order } from '../../world/order';
import { membersOf, tenantOf } from '../../world/world';
import { toJson } from '../../wire/json';
import { Parameters } from '../../wire/parameters';
import { refuse } from '../../wire/refusal';
import type { Account } from '../../world/accounts';
import type { Call, Operation } from '../operation';
import { detailMembers, lineItemJson } from './order-json';

/** Section 2.c.1. */
export const showCustomerOrderDetails: Operation = {
  name: 'ShowCustomerOrderDetails',
  method: 'GET',
  path: '/v2/orders/customer-orders/details/{order_id}',
  quota: 10,
  body: 'none',
  run(call) {
    const query = Parameters.ofQuery(call.query);
    const { offset, limit } = query.page(100);
    query.text('indirect_partner_id');
    const { order, child, account } = findOrder(call, call.path.order_id ?? '');
    const view = { account, language: call.language ?? 'zh_CN', now: call.now };
    const shown = child ?? order;
    const owners = shown.children.length > 0 ? shown.children : [shown];
    const items = owners.flatMap((owner) =>
      owner.items.map((item) => lineItemJson(owner, item, { parent: order, view })),
    );
    return toJson({
      total_count: items.length,
      order_info: {
        ...detailMembers(shown, order, view),
        sub_order_infos:
          shown.children.length > 0 ? shown.children.map((part) => detailMembers(part, order, view)) : null,
      },
      order_line_items: items.slice(offset, offset + limit),
    });
  },
};

/** An order of the caller, or one of a member that the caller pays for, ignoring case; the ID of a child order finds it too. */
export function findOrder(call: Call, id: string): { order: Order; child: Order | null; account: Account } {
  const wanted = id.toUpperCase();
  if (wanted === '' || wanted.length > 64) throw refuse('CBC.0100', 'order_id');
  const members = membersOf(call.world, call.account).map((account) => tenantOf(call.world, account.domainId));
  for (const tenant of [call.tenant, ...members]) {
    for (const order of tenant.history.orders) {
      if (order.createdAt > call.now) break;
      if (tenant !== call.tenant && !order.paidByMaster) continue;
      const child = order.children.find((part) => part.id === wanted) ?? null;
      if (order.id === wanted || child) return { order, child, account: tenant.account };
    }
  }
  throw refuse('CBC.30000010');
}
