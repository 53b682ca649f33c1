import 'server-only';

import type { Account } from '@/lib/accounts/account';
import { unreadableAnswer } from '@/lib/bss/failure';
import type { Live } from '@/lib/bss/live.server';
import type { ListOrdersInput } from '@/lib/bss/operations/list-orders';
import { readCounted } from '@/lib/bss/paging.server';
import type { ServiceContext } from '@/lib/context.server';
import { type ListedStatus, type OrderFilters, statusesOf } from './filters';
import { toOrder } from './map-order.server';
import { type CreateWindow, createWindows } from './period';
import type { Order } from './schema';

/** Contract 5.4. */
const PAGE_LIMIT = 100;
const MAX_ORDERS = 100_000;
const PAGE_AGE_MS = 5_000;
/** Counts and whole views cost several calls each. */
const VIEW_AGE_MS = 15_000;

export type OrderQuestion = Omit<ListOrdersInput, 'offset' | 'limit'>;

/** Filters for one list of the upstream: it knows single statuses only. */
export type ListFilters = Pick<OrderFilters, 'type' | 'service' | 'sort'> & { status: ListedStatus | null };

/** The filters that the upstream knows, over one window of creation time. */
export function toQuestion(filters: ListFilters, window: CreateWindow): OrderQuestion {
  return {
    ...window,
    ...(filters.status ? { status: Number(filters.status) } : {}),
    ...(filters.type ? { order_type: filters.type } : {}),
    ...(filters.service ? { service_type_code: filters.service } : {}),
    order_by: filters.sort === 'createTime' ? 'createTime' : '-createTime',
  };
}

export interface OrderRange {
  total: number;
  orders: readonly Order[];
}

export const languageOf = (ctx: ServiceContext) => (ctx.locale === 'zh-CN' ? 'zh_CN' : 'en_US');

/** `count` orders from `offset` of one account, in the order of the upstream. */
export function readRange(
  ctx: ServiceContext,
  account: Account,
  range: { question: OrderQuestion; offset: number; count: number },
): Promise<Live<OrderRange>> {
  const { question, offset, count } = range;
  const read = pageReader(ctx, account, question);
  return ctx.live.read(
    [account.domainId, 'orders', languageOf(ctx), question, offset, count],
    { maxAgeMs: PAGE_AGE_MS, signal: ctx.signal },
    async (signal) => {
      const readOnce = async (): Promise<OrderRange | null> => {
        const first = await read({ offset, limit: Math.min(count, PAGE_LIMIT) }, signal);
        const last = Math.min(offset + count, first.total);
        const rest: ReturnType<typeof read>[] = [];
        for (let next = offset + PAGE_LIMIT; next < last; next += PAGE_LIMIT) {
          rest.push(read({ offset: next, limit: Math.min(last - next, PAGE_LIMIT) }, signal));
        }
        const pages = [first, ...(await Promise.all(rest))];
        const orders = pages.flatMap(({ rows }) => rows);
        const whole = orders.length === Math.max(0, last - offset) && pages.every(({ total }) => total === first.total);
        return whole ? { total: first.total, orders } : null;
      };
      // An order made between two pages shifts the second one: both are read again.
      const range = (await readOnce()) ?? (await readOnce());
      if (range) return range;
      throw unreadableAnswer('the list changed while it was read. Try again in a moment');
    },
  );
}

/** Every order of one account that the upstream's own filters keep. */
export function readView(
  ctx: ServiceContext,
  account: Account,
  filters: OrderFilters,
): Promise<Live<readonly Order[]>> {
  const windows = createWindows(filters, ctx.clock.now());
  const questions = statusesOf(filters.status).flatMap((status) =>
    windows.map((window) => toQuestion({ ...filters, status }, window)),
  );
  return ctx.live.read(
    [account.domainId, 'order view', languageOf(ctx), questions],
    { maxAgeMs: VIEW_AGE_MS, signal: ctx.signal },
    async (signal) => {
      const lists = await Promise.all(
        questions.map((question) => {
          const read = pageReader(ctx, account, question);
          return readCounted((page) => read(page, signal), { pageSize: PAGE_LIMIT, maxRows: MAX_ORDERS });
        }),
      );
      return distinct(lists.flat());
    },
  );
}

/** An order that changed its status between two lists is in both: its last reading stands. */
function distinct(orders: readonly Order[]): Order[] {
  return [...new Map(orders.map((order) => [order.orderId, order])).values()];
}

/** How many orders of one account the upstream's own filters keep. */
export function countOrders(ctx: ServiceContext, account: Account, question: OrderQuestion): Promise<Live<number>> {
  const read = pageReader(ctx, account, question);
  return ctx.live.read(
    [account.domainId, 'order count', question],
    { maxAgeMs: VIEW_AGE_MS, signal: ctx.signal },
    async (signal) => (await read({ offset: 0, limit: 1 }, signal)).total,
  );
}

function pageReader(ctx: ServiceContext, account: Account, question: OrderQuestion) {
  const bss = ctx.bss(account.domainId);
  const language = languageOf(ctx);
  return async (page: { offset: number; limit: number }, signal: AbortSignal) => {
    const answer = await bss.listOrders({ ...question, ...page }, { signal, language });
    return { total: answer.total_count, rows: answer.order_infos.map((row) => toOrder(row, account)) };
  };
}
