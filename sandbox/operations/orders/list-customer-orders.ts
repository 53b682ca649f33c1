import { type Order, statusAt } from '../../world/order';
import { membersOf, type Tenant, tenantOf } from '../../world/world';
import { type Json, toJson } from '../../wire/json';
import { Parameters } from '../../wire/parameters';
import { refuse } from '../../wire/refusal';
import { DAY } from '../../wire/times';
import type { Call, Operation } from '../operation';
import { orderJson, projectsJson, type View } from './order-json';

const TYPES = ['1', '2', '3', '4', '10', '11', '13', '14', '15'];
const STATUSES = [1, 3, 4, 5, 6, 9];

/** Section 2.b. */
export const listCustomerOrders: Operation = {
  name: 'ListCustomerOrders',
  method: 'GET',
  path: '/v2/orders/customer-orders',
  quota: 20,
  body: 'none',
  run(call) {
    const input = read(Parameters.ofQuery(call.query));
    const tenant = subject(call, input);
    const found = tenant ? select(tenant, input, call.now) : [];
    const language = call.language ?? (call.world.site === 'cn' ? 'zh_CN' : 'en_US');
    const page = found.slice(input.offset, input.offset + input.limit);
    const view = { account: (tenant ?? call.tenant).account, language, now: call.now };
    return toJson({ total_count: found.length, order_infos: page.map((order) => listedJson(order, view)) });
  },
};

type Input = ReturnType<typeof read>;

function read(query: Parameters) {
  const input = {
    orderId: query.text('order_id', { max: 64, empty: 'refuse' }),
    customerId: query.text('customer_id', { max: 64, empty: 'refuse' }),
    createdFrom: query.instant('create_time_begin'),
    createdTo: query.instant('create_time_end'),
    paidFrom: query.instant('payment_time_begin'),
    paidTo: query.instant('payment_time_end'),
    service: query.text('service_type_code', { max: 64 }),
    status: query.integer('status', { min: 1, max: 9, empty: 'none' }),
    type: query.text('order_type', { max: 64 }),
    orderBy: query.text('order_by'),
    method: query.text('method', { oneOf: ['oneself', 'sub_customer'] }) ?? 'oneself',
    ...query.page(100),
  };
  query.text('indirect_partner_id');
  if (input.status !== null && !STATUSES.includes(input.status)) throw refuse('CBC.0101', 'status');
  if (input.type !== null && !TYPES.includes(input.type)) throw refuse('CBC.0101', 'order_type');
  if (input.orderBy !== null && !/^-?createTime$/.test(input.orderBy)) throw refuse('CBC.0101', 'order_by');
  checkSpan(input.createdFrom, input.createdTo, 'create_time');
  checkSpan(input.paidFrom, input.paidTo, 'payment_time');
  return input;
}

function checkSpan(from: number | null, to: number | null, name: string): void {
  if (from === null || to === null) return;
  if (from > to) throw refuse('CBC.0101', `${name}_begin is after ${name}_end`);
  // Only the span of creation times is documented to be limited.
  if (name === 'create_time' && to - from > 366 * DAY) throw refuse('CBC.0101', 'create_time spans more than a year');
}

/** Whose orders: the own ones, or with method=sub_customer those of one member. */
function subject(call: Call, input: Input): Tenant | null {
  if (input.customerId === null || input.customerId === call.account.domainId) return call.tenant;
  if (input.method !== 'sub_customer') return null;
  const member = membersOf(call.world, call.account).find((account) => account.domainId === input.customerId);
  return member ? tenantOf(call.world, member.domainId) : null;
}

function select(tenant: Tenant, input: Input, now: number): readonly Order[] {
  const id = input.orderId?.toUpperCase() ?? null;
  const byMaster =
    input.method === 'sub_customer' && input.customerId === tenant.account.domainId && tenant.account.masterId !== null;
  const found = tenant.history.orders.filter((order) => {
    if (order.createdAt > now) return false;
    if (byMaster && !order.paidByMaster) return false;
    if (id !== null && order.id !== id) return false;
    if (input.createdFrom !== null && order.createdAt < input.createdFrom) return false;
    if (input.createdTo !== null && order.createdAt > input.createdTo) return false;
    const paidAt = order.paidAt !== null && order.paidAt <= now ? order.paidAt : null;
    if (input.paidFrom !== null && (paidAt === null || paidAt < input.paidFrom)) return false;
    if (input.paidTo !== null && (paidAt === null || paidAt > input.paidTo)) return false;
    if (input.type !== null && String(order.type) !== input.type) return false;
    if (input.status !== null && statusAt(order, now) !== input.status) return false;
    return (
      input.service === null ||
      order.service === input.service ||
      order.children.some((child) => child.service === input.service)
    );
  });
  // Histories are kept oldest first; without order_by the newest comes first.
  return input.orderBy === 'createTime' ? found : found.reverse();
}

function listedJson(order: Order, view: View): Json {
  const children = order.children.map((child) => ({
    ...orderJson(child, order, view),
    enterprise_projects: projectsJson(child),
  }));
  const payer = order.paidByMaster ? view.account.masterId : null;
  return {
    ...orderJson(order, order, view),
    enterprise_projects: projectsJson(order),
    sub_order_infos: children.length > 0 ? children : null,
    agent_pay_info: payer === null ? null : { paying_agent_id: payer, is_agent_pay: true },
  };
}
