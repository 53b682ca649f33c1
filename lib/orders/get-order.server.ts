import 'server-only';

import type { Account } from '@/lib/accounts/account';
import type { Live } from '@/lib/bss/live.server';
import type { OrderDetails } from '@/lib/bss/operations/show-order';
import { readAll } from '@/lib/bss/paging.server';
import type { ServiceContext } from '@/lib/context.server';
import { AppError } from '@/lib/http/errors';
import { accountRef } from '@/lib/query/across-accounts.server';
import { readOrderRefunds, readOrderResources, readProjects } from './order-parts.server';
import { cashAmount, priced, toDeductions, toLineItem, toOrderFields } from './map-order.server';
import type { OrderDetail } from './schema';

const MAX_AGE_MS = 5_000;
const PAGE_LIMIT = 100;
const MAX_LINE_ITEMS = 10_000;
const ORDER_ID = /^[A-Za-z0-9_-]{1,64}$/;
/** What the upstream says of an order that the account does not have (contract 2.c.1; which one is unconfirmed). */
const UNKNOWN_ORDER: ReadonlySet<string> = new Set(['CBC.0100', 'CBC.0101', 'CBC.30000010']);
const CHANGE = 3;
const UNSUBSCRIPTION = 4;

/**
 * One order with its items, resources and refunds, from whichever account in scope has it.
 * An order of somebody else's account answers exactly as one that does not exist.
 * @throws AppError `not_found`, or `upstream_…` when an account that may have it cannot be read
 */
export async function getOrder(ctx: ServiceContext, orderId: string): Promise<OrderDetail> {
  const missing = new AppError('not_found', 'There is no such order among your accounts.', { field: 'orderId' });
  if (!ORDER_ID.test(orderId)) throw missing;
  const asked = await Promise.allSettled(ctx.accounts.map((account) => findOrder(ctx, account, orderId)));
  const found = asked.find((result) => result.status === 'fulfilled' && result.value !== null);
  if (found?.status === 'fulfilled' && found.value) return assemble(ctx, found.value);
  const failed = asked.find((result) => result.status === 'rejected');
  throw failed?.reason ?? missing;
}

interface FoundOrder {
  account: Account;
  details: Live<OrderDetails>;
}

async function findOrder(ctx: ServiceContext, account: Account, orderId: string): Promise<FoundOrder | null> {
  const bss = ctx.bss(account.domainId);
  const language = ctx.locale === 'zh-CN' ? 'zh_CN' : 'en_US';
  try {
    const details = await ctx.live.read(
      [account.domainId, 'order', language, orderId.toUpperCase()],
      { maxAgeMs: MAX_AGE_MS, signal: ctx.signal },
      async (signal) => {
        const ask = (page: { offset: number; limit: number }) =>
          bss.showOrder({ order_id: orderId, ...page }, { signal, language });
        const first = await ask({ offset: 0, limit: PAGE_LIMIT });
        if (first.total_count <= first.order_line_items.length) return first;
        const items = await readAll(
          async (page) => {
            const answer = await ask(page);
            return { total: answer.total_count, rows: answer.order_line_items };
          },
          { pageSize: PAGE_LIMIT, maxRows: MAX_LINE_ITEMS },
        );
        return { ...first, order_line_items: items };
      },
    );
    return { account, details };
  } catch (error) {
    if (error instanceof AppError && UNKNOWN_ORDER.has(error.upstreamCode ?? '')) return null;
    throw error;
  }
}

async function assemble(ctx: ServiceContext, { account, details }: FoundOrder): Promise<OrderDetail> {
  const { order_info: order, order_line_items: items } = details.value;
  const hasRefunds = order.order_type === UNSUBSCRIPTION || order.order_type === CHANGE;
  const [projects, resources, refunds] = await Promise.all([
    readProjects(ctx, account, order.order_id),
    readOrderResources(ctx, account, order.order_id),
    hasRefunds ? readOrderRefunds(ctx, account, order) : [],
  ]);
  const amountOf = priced(order.currency, account);
  const unread = [resources === null ? 'resources' : null, refunds === null ? 'refunds' : null] as const;
  return {
    ...toOrderFields(order, account),
    account: accountRef(account),
    enterpriseProjects: projects,
    childOrders: order.sub_order_infos.length,
    userName: order.user_name,
    pendingPaymentEndTime: order.pending_payment_end_time,
    deductions: toDeductions(order.amount_info, amountOf),
    cashAmount: amountOf(cashAmount(order.amount_after_discount, order.amount_info)),
    lineItems: items.map((item) => toLineItem(item, account)),
    children: order.sub_order_infos.map((child) => toOrderFields(child, account)),
    resources,
    refunds,
    unread: unread.filter((part) => part !== null),
    asOf: details.asOf,
    stale: details.stale,
  };
}
