import { cycleStart, parseCycle, utcText } from '../../wire/times';
import { tenantOf } from '../../world/world';
import { orders, read, type Row, resources, sumUnits, units } from '../read';
import type { Check } from './check';

const ORDERED = [1, 2, 3, 4, 8, 20, 24];

function paidIn({ world, account, cycle }: Parameters<Check>[0]): Row[] {
  const index = parseCycle(cycle) ?? 0;
  return orders(
    { world, account },
    {
      payment_time_begin: utcText(cycleStart(index)),
      payment_time_end: utcText(cycleStart(index + 1) - 1000),
    },
  );
}

/** Every paid order is on the bill of its month with its own amounts, coupons and cards, and nothing else is. */
export const ordersOnBills: Check = (subject, findings) => {
  const byOrder = new Map<unknown, Row[]>();
  for (const row of subject.fees.filter((each) => ORDERED.includes(Number(each.bill_type)))) {
    byOrder.set(row.order_id, [...(byOrder.get(row.order_id) ?? []), row]);
  }
  const paid = paidIn(subject).filter(
    (order) => order.customer_id === subject.world.accounts[subject.account]?.domainId,
  );
  for (const order of paid) {
    const rows = byOrder.get(order.order_id) ?? [];
    const info = order.amount_info as Row;
    const name = String(order.order_id);
    findings.same(`${name} amount`, sumUnits(rows, 'amount'), units(order.amount_after_discount));
    findings.same(`${name} list price`, sumUnits(rows, 'official_amount'), units(order.official_amount));
    findings.same(`${name} coupons`, sumUnits(rows, 'coupon_amount'), units(info.coupon_amount));
    findings.same(
      `${name} flexi coupons`,
      sumUnits(rows, 'flexipurchase_coupon_amount'),
      units(info.flexipurchase_coupon_amount),
    );
    findings.same(`${name} cards`, sumUnits(rows, 'stored_card_amount'), units(info.stored_card_amount));
  }
  const known = new Set(paid.map((order) => order.order_id));
  for (const id of byOrder.keys()) findings.holds(`${String(id)} is billed but not paid`, known.has(id));
};

/** What was bought is owned, under the same ID and order; what the bill calls its term is one that the resource has. */
export const resourcesOfOrders: Check = (subject, findings) => {
  const { world, account } = subject;
  const tenant = tenantOf(world, world.accounts[account]?.domainId ?? '');
  const plain = new Map(tenant.history.resources.map((resource) => [resource.id, resource]));
  const shown = new Set(resources({ world, account }).map((row) => row.resource_id));
  for (const row of subject.usage[3]) {
    if (row.bill_type !== 1 || row.charge_mode !== 1) continue;
    const resource = plain.get(String(row.res_instance_id));
    if (!resource) continue;
    findings.holds(
      `${row.trade_id} ${resource.id} is not listed`,
      resource.terms.length === 0 || shown.has(resource.id),
    );
    const term = resource.terms.find((each) => each.order.id === row.trade_id);
    if (!term) continue;
    findings.same(`${resource.id} from`, row.effective_time, utcText(term.from));
    findings.same(`${resource.id} to`, row.expire_time, utcText(term.to));
    findings.same(`${resource.id} region`, row.region, resource.region);
  }
};

/** Refund records add up to the refund order, and the order's lines to the same. */
export const refunds: Check = (subject, findings) => {
  const { world, account } = subject;
  for (const order of paidIn(subject).filter((each) => each.order_type === 4)) {
    const query = { order_id: String(order.order_id) };
    const found = read({ world, account, path: '/v2/orders/customer-orders/refund-orders', query })
      .refund_infos as Row[];
    const lines = subject.fees.filter((row) => row.order_id === order.order_id);
    findings.same(`${order.order_id} records`, sumUnits(found, 'amount'), units(order.amount_after_discount));
    findings.same(`${order.order_id} lines`, sumUnits(lines, 'amount'), units(order.amount_after_discount));
  }
};
