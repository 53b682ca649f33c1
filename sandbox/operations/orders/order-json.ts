import type { Account } from '../../world/accounts';
import { couponDiscountOf } from '../../world/benefits/spread';
import { serviceName, specText } from '../../world/catalogue';
import { discountTypeAt, isPaid, itemsOf, type Order, type OrderItem, statusAt, sumCharges } from '../../world/order';
import { productId } from '../../world/prices';
import type { Units } from '../../wire/amounts';
import { amount, type Json } from '../../wire/json';
import type { Language } from '../../wire/language';
import { utcText } from '../../wire/times';

export interface View {
  account: Account;
  language: Language;
  now: number;
}

const time = (instant: number | null, now = Number.POSITIVE_INFINITY): Json =>
  instant === null || instant > now ? null : utcText(instant);

const isRefund = (order: Order): boolean => order.refunds.length > 0;

/** `amount_info`: handling fee and consumed amount belong to unsubscription orders only. */
function amountInfo(order: Order, items: readonly OrderItem[], of: { parent: Order; now: number }): Json {
  const sums = sumCharges(items, isPaid(of.parent, of.now));
  const giveBack = isRefund(order) && items.length === itemsOf(order).length;
  return {
    discounts: discountsJson(sums.discount, items, of),
    flexipurchase_coupon_amount: amount(sums.flexi),
    coupon_amount: amount(sums.coupon),
    stored_card_amount: amount(sums.card),
    commission_amount: giveBack ? amount(order.commission) : null,
    consumed_amount: giveBack ? amount(order.consumed) : null,
  };
}

/** What a discount coupon took off is an entry of its own, type 300. */
function discountsJson(total: Units, items: readonly OrderItem[], of: { parent: Order; now: number }): Json {
  const byCoupon = isPaid(of.parent, of.now) ? couponDiscountOf(of.parent, items) : 0;
  return [
    { type: discountTypeAt(of.parent, of.now), units: total - byCoupon },
    { type: '300', units: byCoupon },
  ]
    .filter(({ units }) => units !== 0)
    .map(({ type, units }) => ({ discount_type: type, discount_amount: amount(units) }));
}

/** Members that the list, the details and child orders share. */
export function orderJson(order: Order, parent: Order, view: View): Record<string, Json> {
  const items = itemsOf(order);
  const sums = sumCharges(items, isPaid(parent, view.now));
  return {
    order_id: order.id,
    customer_id: view.account.domainId,
    service_type_code: order.service,
    service_type_name: serviceName(order.service, view.language),
    source_type: parent.source,
    status: statusAt(parent, view.now),
    order_type: order.type,
    amount_after_discount: amount(sums.official - sums.discount),
    official_amount: amount(sums.official),
    measure_id: 1,
    create_time: time(parent.createdAt),
    payment_time: time(parent.paidAt, view.now),
    currency: view.account.currency,
    contract_id: order.contractId,
    amount_info: amountInfo(order, items, { parent, now: view.now }),
  };
}

export const projectsJson = (order: Order): Json => [{ id: order.project.id, name: order.project.name }];

export function detailMembers(order: Order, parent: Order, view: View): Record<string, Json> {
  const waits = statusAt(parent, view.now) === 6;
  return {
    ...orderJson(order, parent, view),
    user_name: order.user,
    pending_payment_end_time: waits ? time(parent.deadline) : null,
  };
}

export function lineItemJson(owner: Order, item: OrderItem, context: { parent: Order; view: View }): Json {
  const { language, now, account } = context.view;
  const done = statusAt(context.parent, now) === 5;
  const sums = sumCharges([item], isPaid(context.parent, now));
  const id = productId('period', item);
  const text = specText(item, language);
  return {
    order_line_item_id: item.id,
    service_type_code: item.item.service,
    service_type_name: serviceName(item.item.service, language),
    product_id: id,
    product_spec_desc: text,
    period_type: item.periodType,
    period_num: item.periodNum,
    effective_time: done ? time(item.from) : null,
    expire_time: done ? time(item.to) : null,
    subscription_num: item.charges.length,
    amount_after_discount: amount(sums.official - sums.discount),
    official_amount: amount(sums.official),
    amount_info: amountInfo(owner, [item], { parent: context.parent, now }),
    currency: account.currency,
    category_code: `CATE-${item.item.service.split('.').pop()?.toUpperCase() ?? ''}`,
    product_owner_service: item.item.service,
    commercial_resource: item.item.resourceType,
    base_product_info:
      context.parent.type === 3
        ? {
            product_id: id,
            product_spec_desc: text,
            category_code: `CATE-${item.item.service.split('.').pop()?.toUpperCase() ?? ''}`,
            product_owner_service: item.item.service,
            commercial_resource: item.item.resourceType,
          }
        : null,
    order_id: owner.id,
  };
}
