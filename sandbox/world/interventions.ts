import { DAY } from '../wire/times';
import { itemsOf, type Order, type OrderDiscount, type Payment, type Resource } from './order';
import { spendBenefit } from './ordering';
import { hashText, randomFrom } from './random';
import type { Tenant } from './world';

/** Pays an order that waits for payment: it is processed, then completed, and its bill lines begin. */
export function payOrder(tenant: Tenant, order: Order, payment: Payment): void {
  retract(tenant, order, payment.at);
  if (payment.discount) changeDiscount(order, payment.discount);
  for (const { kind, units } of payment.benefits) spendBenefit(itemsOf(order), kind, units);
  const paidAt = Math.floor(payment.at / 1000) * 1000;
  const completedAt = paidAt + randomFrom(hashText(order.id), 1).between(40, 1200) * 1000;
  order.steps.push({ at: paidAt, status: 3 }, { at: completedAt, status: 5 });
  order.paidAt = paidAt;
  order.payment = payment;
  for (const item of itemsOf(order)) {
    const months = (item.periodNum ?? 0) * (item.periodType === 3 ? 12 : 1);
    item.from = completedAt;
    item.to = completedAt + months * 30 * DAY;
    for (const { resource, official, discount } of item.charges) {
      resource.terms.push({ order, from: item.from, to: item.to, knownAt: completedAt, paid: official - discount });
      if (!tenant.history.resources.includes(resource)) tenant.history.resources.push(resource);
    }
  }
  tenant.bills.forget();
}

/** Cancels an order that waits for payment. */
export function cancelOrder(tenant: Tenant, order: Order, at: number): void {
  retract(tenant, order, at);
  order.steps.push({ at: Math.floor(at / 1000) * 1000, status: 4 });
  tenant.bills.forget();
}

/** Takes back what the simulation had planned for an order that has not been paid. */
function retract(tenant: Tenant, order: Order, at: number): void {
  const resources = new Set<Resource>(itemsOf(order).flatMap((item) => item.charges.map((charge) => charge.resource)));
  order.steps = order.steps.filter((step) => step.at <= at);
  order.paidAt = null;
  for (const charge of itemsOf(order).flatMap((item) => item.charges)) charge.coupon = charge.flexi = charge.card = 0;
  for (const resource of resources) {
    resource.terms = resource.terms.filter((term) => term.knownAt <= at);
    resource.changes = resource.changes.filter((change) => change.at <= at);
    resource.endedAt = null;
  }
  tenant.history.orders = tenant.history.orders.filter(
    (other) =>
      other.createdAt <= at ||
      !itemsOf(other).some((item) => item.charges.some((charge) => resources.has(charge.resource))),
  );
}

/** Spreads a discount over the charges by list price, to the last unit. */
function changeDiscount(order: Order, { units }: OrderDiscount): void {
  const charges = itemsOf(order).flatMap((item) => item.charges);
  let rest = units;
  for (const charge of charges) {
    charge.discount = Math.min(charge.official, rest);
    rest -= charge.discount;
  }
}
