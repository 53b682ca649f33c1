import 'server-only';

import type { Account } from '@/lib/accounts/account';
import type { Order as UpstreamOrder } from '@/lib/bss/operations/list-orders';
import type { OrderAmountInfo } from '@/lib/bss/operations/order-shapes';
import type { OrderLineItem as UpstreamLineItem } from '@/lib/bss/operations/show-order';
import { type Decimal, type Money, money, subtract, sum } from '@/lib/money';
import { accountRef } from '@/lib/query/across-accounts.server';
import type { Order, OrderDeductions, OrderLineItem } from './schema';

/** An amount with its currency: the order's own, else the one configured for the account; never guessed. */
export const priced =
  (currency: string | null, account: Pick<Account, 'currency'>) =>
  (amount: Decimal | null): Money | null =>
    amount === null ? null : money(amount, currency ?? account.currency);

type ListedFields = Omit<UpstreamOrder, 'sub_order_infos' | 'agent_pay_info' | 'enterprise_projects'>;

/** What the list, the details and the child orders have in common. */
export function toOrderFields(row: ListedFields, account: Account) {
  const amountOf = priced(row.currency, account);
  return {
    orderId: row.order_id,
    serviceTypeCode: row.service_type_code,
    serviceTypeName: row.service_type_name,
    sourceType: row.source_type,
    status: row.status,
    orderType: row.order_type,
    officialAmount: amountOf(row.official_amount),
    amountAfterDiscount: amountOf(row.amount_after_discount),
    createTime: row.create_time,
    paymentTime: row.payment_time,
    contractId: row.contract_id,
  };
}

/** A row of the order list (contract 2.b); a combined order may name its projects only on its children. */
export function toOrder(row: UpstreamOrder, account: Account): Order {
  return {
    ...toOrderFields(row, account),
    account: accountRef(account),
    enterpriseProjects: distinctProjects([row, ...row.sub_order_infos].flatMap((order) => order.enterprise_projects)),
    childOrders: row.sub_order_infos.length,
  };
}

function distinctProjects(projects: UpstreamOrder['enterprise_projects']): Order['enterpriseProjects'] {
  return [...new Map(projects.map((project) => [JSON.stringify([project.id, project.name]), project])).values()];
}

export function toDeductions(info: OrderAmountInfo | null, amountOf: ReturnType<typeof priced>): OrderDeductions {
  return {
    discounts: (info?.discounts ?? []).map((discount) => ({
      discountType: discount.discount_type,
      amount: amountOf(discount.discount_amount),
    })),
    couponAmount: amountOf(info?.coupon_amount ?? null),
    flexipurchaseCouponAmount: amountOf(info?.flexipurchase_coupon_amount ?? null),
    storedCardAmount: amountOf(info?.stored_card_amount ?? null),
    commissionAmount: amountOf(info?.commission_amount ?? null),
    consumedAmount: amountOf(info?.consumed_amount ?? null),
  };
}

/** What is charged in cash: after discounts, less coupons and cards (contract 2.b, derived money rules). */
export function cashAmount(amount: Decimal | null, info: OrderAmountInfo | null): Decimal | null {
  if (amount === null) return null;
  const used = [info?.coupon_amount, info?.flexipurchase_coupon_amount, info?.stored_card_amount];
  return subtract(amount, sum(used.filter((part) => part != null)));
}

/** A line without a currency of its own is in that of its order. */
export function toLineItem(row: UpstreamLineItem, order: { currency: string }): OrderLineItem {
  const amountOf = priced(row.currency, order);
  return {
    orderLineItemId: row.order_line_item_id,
    orderId: row.order_id,
    serviceTypeCode: row.service_type_code,
    serviceTypeName: row.service_type_name,
    productId: row.product_id,
    productSpecDesc: row.product_spec_desc ?? row.base_product_info?.product_spec_desc ?? null,
    periodType: row.period_type,
    periodNum: row.period_num,
    effectiveTime: row.effective_time,
    expireTime: row.expire_time,
    subscriptionNum: row.subscription_num,
    officialAmount: amountOf(row.official_amount),
    amountAfterDiscount: amountOf(row.amount_after_discount),
    deductions: toDeductions(row.amount_info, amountOf),
  };
}
