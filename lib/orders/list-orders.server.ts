import 'server-only';

import type { ServiceContext } from '@/lib/context.server';
import { acrossAccounts, accountsInScope } from '@/lib/query/across-accounts.server';
import { listedStatuses, needsWholeView, type OrderFilters } from './filters';
import { createWindows } from './period';
import { countOrders, readRange, readView, toQuestion } from './read-orders.server';
import type { Order, OrderList } from './schema';
import { readServiceChoices } from './service-choices.server';
import { matchesText, sortOrders } from './sort-orders';

/**
 * One page of orders of the accounts in scope, merged by creation time (contract 2.b). Where the upstream can neither
 * sort nor search so, or the period is longer than it allows, the whole view is read and `readWhole` says so.
 * @throws AppError `not_found` for an account outside the scope, `upstream_…` when no account can be read
 */
export async function listOrders(ctx: ServiceContext, filters: OrderFilters): Promise<OrderList> {
  const [window, ...more] = createWindows(filters, ctx.clock.now());
  if (!window || more.length > 0 || needsWholeView(filters)) return listWholeView(ctx, filters);
  const { page, pageSize } = filters;
  const question = toQuestion(filters, window);
  // A merged page can hold any of the first page × size orders of each account; a single account needs its page only.
  const alone = accountsInScope(ctx, filters.account).length === 1;
  const skip = (page - 1) * pageSize;
  const range = alone ? { question, offset: skip, count: pageSize } : { question, offset: 0, count: skip + pageSize };
  const [answer, counts, services] = await Promise.all([
    acrossAccounts(ctx, filters.account, (account) => readRange(ctx, account, range)),
    countByStatus(ctx, filters),
    readServiceChoices(ctx, filters.account),
  ]);
  const merged = sortOrders(
    answer.parts.flatMap(({ value }) => value.orders),
    filters.sort,
  );
  return {
    items: alone ? merged : merged.slice(skip, skip + pageSize),
    total: answer.parts.reduce((total, { value }) => total + value.total, 0),
    page,
    pageSize,
    counts,
    choices: { services },
    readWhole: false,
    asOf: answer.asOf,
    stale: answer.stale,
    missing: answer.missing,
  };
}

async function listWholeView(ctx: ServiceContext, filters: OrderFilters): Promise<OrderList> {
  // Read without the status, so that the counts of the tabs come from the same reading.
  const [answer, services] = await Promise.all([
    acrossAccounts(ctx, filters.account, (account) =>
      readView(ctx, account, { ...filters, status: null, sort: '-createTime' }),
    ),
    readServiceChoices(ctx, filters.account),
  ]);
  const found = answer.parts.flatMap(({ value }) => value).filter((order) => matchesText(order, filters.q));
  const kept = found.filter((order) => !filters.status || String(order.status) === filters.status);
  const skip = (filters.page - 1) * filters.pageSize;
  return {
    items: sortOrders(kept, filters.sort).slice(skip, skip + filters.pageSize),
    total: kept.length,
    page: filters.page,
    pageSize: filters.pageSize,
    counts: countStatuses(found),
    choices: { services },
    readWhole: true,
    asOf: answer.asOf,
    stale: answer.stale,
    missing: answer.missing,
  };
}

function countStatuses(orders: readonly Order[]): Record<string, number> {
  const counts: Record<string, number> = { all: orders.length };
  for (const status of listedStatuses) counts[status] = 0;
  for (const { status } of orders) counts[String(status)] = (counts[String(status)] ?? 0) + 1;
  return counts;
}

/** Orders per status under the other filters, asked of the upstream; "all" includes statuses that have no tab. */
async function countByStatus(ctx: ServiceContext, filters: OrderFilters): Promise<Record<string, number>> {
  const windows = createWindows(filters, ctx.clock.now());
  const countOf = async (status: OrderFilters['status']): Promise<number> => {
    const { parts } = await acrossAccounts(ctx, filters.account, (account) =>
      countOrders(ctx, account, toQuestion({ ...filters, status, sort: '-createTime' }, windows[0] ?? {})),
    );
    return parts.reduce((total, { value }) => total + value, 0);
  };
  const entries = await Promise.all([
    countOf(null).then((count) => ['all', count] as const),
    ...listedStatuses.map(async (status) => [status, await countOf(status)] as const),
  ]);
  return Object.fromEntries(entries);
}

/** The orders of a view with what was asked, for sums and files. */
export async function readWholeView(ctx: ServiceContext, filters: OrderFilters) {
  const answer = await acrossAccounts(ctx, filters.account, (account) =>
    readView(ctx, account, { ...filters, sort: '-createTime' }),
  );
  const found = answer.parts.flatMap(({ value }) => value).filter((order) => matchesText(order, filters.q));
  return { answer, orders: sortOrders(found, filters.sort) };
}
