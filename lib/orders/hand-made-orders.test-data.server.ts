import 'server-only';

import { LiveCache } from '@/lib/bss/live.server';
import type { ListOrdersInput, Order as UpstreamOrder } from '@/lib/bss/operations/list-orders';
import type { RefundInfo } from '@/lib/bss/operations/list-refund-orders';
import type { SubscribedResource } from '@/lib/bss/operations/query-resources';
import type { OrderDetails, OrderLineItem } from '@/lib/bss/operations/show-order';
import type { ServiceContext } from '@/lib/context.server';
import { AppError } from '@/lib/http/errors';
import { decimal } from '@/lib/money';
import { type OrderFilters, orderFilters } from './filters';

export const NOW = '2026-11-22T04:00:00Z';
const nothing = decimal('0');

export const upstreamOrder = (id: string, change: Partial<UpstreamOrder> = {}): UpstreamOrder => ({
  order_id: id,
  customer_id: null,
  service_type_code: 'hws.service.type.ec2',
  service_type_name: 'Elastic Cloud Server',
  source_type: 1,
  status: 5,
  order_type: 1,
  amount_after_discount: decimal('90.10'),
  official_amount: decimal('100'),
  amount_info: {
    discounts: [{ discount_type: '605', discount_amount: decimal('9.90') }],
    flexipurchase_coupon_amount: nothing,
    coupon_amount: nothing,
    stored_card_amount: nothing,
    commission_amount: null,
    consumed_amount: null,
  },
  currency: 'USD',
  measure_id: 1,
  create_time: '2026-11-20T08:30:12Z',
  payment_time: null,
  contract_id: null,
  enterprise_projects: [{ id: '0', name: 'default' }],
  sub_order_infos: [],
  agent_pay_info: null,
  ...change,
});

export const upstreamLine = (number: number, change: Partial<OrderLineItem> = {}): OrderLineItem => ({
  order_line_item_id: `line-${number}`,
  service_type_code: 'hws.service.type.ec2',
  service_type_name: 'Elastic Cloud Server',
  product_id: 'p',
  product_spec_desc: 's6.large.2',
  category_code: null,
  product_owner_service: null,
  commercial_resource: null,
  period_type: 2,
  period_num: 3,
  effective_time: null,
  expire_time: null,
  subscription_num: 2,
  amount_after_discount: decimal('1.10'),
  official_amount: decimal('1.20'),
  amount_info: null,
  currency: null,
  base_product_info: null,
  order_id: null,
  ...change,
});

export interface HandMadeAccount {
  currency?: string;
  orders?: readonly UpstreamOrder[];
  /** Orders that the details show, though the list of this account does not have them. */
  foreign?: readonly UpstreamOrder[];
  lines?: Readonly<Record<string, readonly OrderLineItem[]>>;
  resources?: readonly SubscribedResource[] | AppError;
  refunds?: readonly RefundInfo[] | AppError;
  /** What every call of this account meets. */
  down?: AppError;
}

export interface AskedList extends ListOrdersInput {
  account: string;
}

/** Each account answers as the upstream does: filters, order and pages are its own. `asked` is every list call. */
export function contextOf(accounts: Record<string, HandMadeAccount>) {
  const asked: AskedList[] = [];
  let now = NOW;
  const clock = { now: () => new Date(now) };
  const ctx = {
    accounts: Object.entries(accounts).map(([domainId, { currency = 'USD' }]) => ({
      domainId,
      name: `Account ${domainId}`,
      currency,
      site: 'intl',
      projectId: null,
    })),
    bss: (domainId: string) => clientOf(domainId, accounts[domainId] ?? {}, asked),
    live: new LiveCache(clock),
    clock,
    log: { warn: () => undefined },
    locale: 'en',
  } as unknown as ServiceContext;
  const later = (instant: string) => {
    now = instant;
  };
  return { ctx, asked, later };
}

function clientOf(domainId: string, account: HandMadeAccount, asked: AskedList[]) {
  const { orders = [], foreign = [], lines = {}, resources = [], refunds = [] } = account;
  const answer = async <T>(value: T | AppError): Promise<T> => {
    if (account.down) throw account.down;
    if (value instanceof AppError) throw value;
    return value;
  };
  return {
    listOrders: (input: ListOrdersInput) => {
      asked.push({ account: domainId, ...input });
      const found = orders.filter((order) => keeps(order, input)).sort(byTime(input.order_by));
      return answer({ total_count: found.length, order_infos: pageOf(found, input) });
    },
    showOrder: ({ order_id, ...page }: { order_id: string; offset?: number; limit?: number }) => {
      const order = [...orders, ...foreign].find((candidate) => candidate.order_id === order_id.toUpperCase());
      if (!order) return answer<OrderDetails>(refusal('CBC.30000010'));
      const items = lines[order.order_id] ?? [];
      const info = { ...order, user_name: 'finance-ops', pending_payment_end_time: null };
      const children = order.sub_order_infos.map((child) => ({ ...info, ...child, sub_order_infos: [] }));
      return answer({
        total_count: items.length,
        order_info: { ...info, sub_order_infos: children },
        order_line_items: pageOf(items, page),
      });
    },
    queryResources: (page: { offset?: number; limit?: number }) =>
      answer(
        resources instanceof AppError ? resources : { total_count: resources.length, data: pageOf(resources, page) },
      ),
    listRefundOrders: () =>
      answer(refunds instanceof AppError ? refunds : { total_count: refunds.length, refund_infos: refunds }),
    listServiceTypes: () => answer({ total_count: 0, service_types: [] }),
  };
}

export const refusal = (upstreamCode: string) => new AppError('upstream_refused', 'refused', { upstreamCode });
export const outage = () => new AppError('upstream_unavailable', 'The billing service cannot be reached.');

const pageOf = <T>(rows: readonly T[], { offset = 0, limit = 10 }: { offset?: number; limit?: number }) =>
  rows.slice(offset, offset + Math.min(limit, 500));

function keeps(order: UpstreamOrder, input: ListOrdersInput): boolean {
  const created = order.create_time ?? '';
  return (
    (input.order_id == null || order.order_id === input.order_id.toUpperCase()) &&
    (input.status == null || order.status === input.status) &&
    (input.order_type == null || String(order.order_type) === String(input.order_type)) &&
    (input.service_type_code == null || order.service_type_code === input.service_type_code) &&
    (input.create_time_begin == null || created >= input.create_time_begin) &&
    (input.create_time_end == null || created <= input.create_time_end)
  );
}

const byTime = (order: ListOrdersInput['order_by']) => (a: UpstreamOrder, b: UpstreamOrder) => {
  const [left, right] = [a.create_time ?? '', b.create_time ?? ''];
  const ascending = left < right ? -1 : left > right ? 1 : 0;
  return order === 'createTime' ? ascending : -ascending;
};

export const filters = (change: Partial<OrderFilters> = {}): OrderFilters => ({
  ...orderFilters.parse({}).values,
  ...change,
});
