import 'server-only';

import type { Account } from '@/lib/accounts/account';
import type { Live } from '@/lib/bss/live.server';
import type { ServiceContext } from '@/lib/context.server';
import type { StatusCounts } from './count-orders.server';
import { type OrderFilters, statusesOf } from './filters';
import type { CreateWindow } from './period';
import { readRange, toQuestion } from './read-orders.server';
import type { Order } from './schema';

interface Range {
  filters: OrderFilters;
  window: CreateWindow;
  /** In each list. */
  offset: number;
  count: number;
}

export interface OrderLists {
  /** The orders of the range, list after list. */
  orders: readonly Order[];
  /** How many there are in each list, by its tab. */
  totals: StatusCounts;
}

/** A range of each list that the view of one account is made of: one, or the three that wait for someone. */
export async function readLists(ctx: ServiceContext, account: Account, range: Range): Promise<Live<OrderLists>> {
  const { filters, window, offset, count } = range;
  const lists = await Promise.all(
    statusesOf(filters.status).map(async (status) => {
      const question = toQuestion({ ...filters, status }, window);
      return { tab: status ?? 'all', live: await readRange(ctx, account, { question, offset, count }) };
    }),
  );
  return {
    value: {
      orders: lists.flatMap(({ live }) => live.value.orders),
      totals: Object.fromEntries(lists.map(({ tab, live }) => [tab, live.value.total])),
    },
    asOf: lists.map(({ live }) => live.asOf).sort()[0] ?? ctx.clock.now().toISOString(),
    stale: lists.some(({ live }) => live.stale),
    error: lists.find(({ live }) => live.error !== null)?.live.error ?? null,
  };
}
