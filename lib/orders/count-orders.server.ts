import 'server-only';

import type { Account } from '@/lib/accounts/account';
import type { Live } from '@/lib/bss/live.server';
import type { ServiceContext } from '@/lib/context.server';
import { AppError } from '@/lib/http/errors';
import { listedStatuses, type OrderFilters, statusesOf, waitingStatuses } from './filters';
import type { CreateWindow } from './period';
import { countOrders, toQuestion } from './read-orders.server';
import type { Order } from './schema';

/** Orders by status code; `waiting`, the sum of three of them; and `all`, which includes statuses that have no tab. */
export type StatusCounts = Record<string, number>;

/** Counts of orders in hand. */
export function countStatuses(orders: readonly Order[]): StatusCounts {
  const counts: StatusCounts = { all: orders.length };
  for (const status of listedStatuses) counts[status] = 0;
  for (const { status } of orders) counts[String(status)] = (counts[String(status)] ?? 0) + 1;
  return withWaiting(counts);
}

/** Adds `waiting`, if all that it is the sum of is known. */
export function withWaiting(counts: StatusCounts): StatusCounts {
  const parts = waitingStatuses.map((status) => counts[status]);
  const known = parts.filter((count) => count !== undefined);
  return known.length < parts.length ? counts : { ...counts, waiting: known.reduce((sum, count) => sum + count, 0) };
}

export function sumCounts(parts: readonly StatusCounts[]): StatusCounts {
  const sums: StatusCounts = {};
  for (const part of parts) for (const [tab, count] of Object.entries(part)) sums[tab] = (sums[tab] ?? 0) + count;
  return sums;
}

interface AccountCount {
  domainId: string;
  tab: string;
  count: Live<number> | null;
}

/** The tabs other than the open one, asked of every account side by side. One that cannot be counted is null. */
export async function countOtherTabs(
  ctx: ServiceContext,
  accounts: readonly Account[],
  { filters, window }: { filters: OrderFilters; window: CreateWindow },
): Promise<AccountCount[]> {
  const open = statusesOf(filters.status);
  const others = [null, ...listedStatuses].filter((status) => !open.includes(status));
  const asked = accounts.flatMap((account) =>
    others.map(async (status): Promise<AccountCount> => {
      const question = toQuestion({ ...filters, status, sort: '-createTime' }, window);
      const count = await countOrders(ctx, account, question).catch(nullIfUnread);
      return { domainId: account.domainId, tab: status ?? 'all', count };
    }),
  );
  return Promise.all(asked);
}

function nullIfUnread(error: unknown): null {
  if (error instanceof AppError) return null;
  throw error;
}

/** Sums over the accounts that are shown. A tab that one of them could not count has no count: half would mislead. */
export function addCounts(
  counted: readonly AccountCount[],
  shown: { accounts: ReadonlySet<string>; stale: boolean },
): StatusCounts {
  const counts: StatusCounts = {};
  const unknown = new Set<string>();
  for (const { domainId, tab, count } of counted) {
    if (!shown.accounts.has(domainId)) continue;
    if (count === null || (count.stale && !shown.stale)) unknown.add(tab);
    else counts[tab] = (counts[tab] ?? 0) + count.value;
  }
  return Object.fromEntries(Object.entries(counts).filter(([tab]) => !unknown.has(tab)));
}
