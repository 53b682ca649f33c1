import 'server-only';

import type { ServiceContext } from '@/lib/context.server';
import { type AcrossAccounts, acrossAccounts } from '@/lib/query/across-accounts.server';
import type { OrderFilters } from './filters';
import { isOrderId } from '@/lib/order-id';
import { createWindows } from './period';
import { readRange, readView, toQuestion } from './read-orders.server';
import type { Order } from './schema';
import { hasStatus, matchesText, sortOrders } from './sort-orders';

export interface OrderView {
  answer: AcrossAccounts<unknown>;
  /** Every order of the view, all pages, in the order of the list. */
  orders: Order[];
  /** False when the upstream could be asked for the one order that was searched. */
  readWhole: boolean;
}

/** The whole of a view, for lists, sums and files alike. Same errors as the list. */
export async function readWholeView(ctx: ServiceContext, filters: OrderFilters): Promise<OrderView> {
  const one = await readOneOrder(ctx, filters);
  if (one) return one;
  // The order of the reading does not depend on that of the list, so that both share it.
  const asked = { ...filters, sort: '-createTime' as const };
  const answer = await acrossAccounts(ctx, filters.account, (account) => readView(ctx, account, asked));
  const found = answer.parts.flatMap(({ value }) => value).filter((order) => matchesText(order, filters.q));
  return { answer, orders: sortOrders(found, filters.sort), readWhole: true };
}

/** A search for an exact order ID takes one call; null when the text is none, or no order has it. */
async function readOneOrder(ctx: ServiceContext, filters: OrderFilters): Promise<OrderView | null> {
  if (filters.q === null || !isOrderId(filters.q)) return null;
  const [window, ...more] = createWindows(filters, ctx.clock.now());
  if (!window || more.length > 0) return null;
  const asked = { ...filters, status: null, sort: '-createTime' as const };
  const question = { ...toQuestion(asked, window), order_id: filters.q.trim() };
  const answer = await acrossAccounts(ctx, filters.account, (account) =>
    readRange(ctx, account, { question, offset: 0, count: 100 }),
  );
  const orders = answer.parts.flatMap(({ value }) => value.orders);
  if (orders.length === 0) return null;
  const kept = orders.filter((order) => hasStatus(order, filters.status));
  return { answer, orders: sortOrders(kept, filters.sort), readWhole: false };
}
