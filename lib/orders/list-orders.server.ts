import 'server-only';

import type { ServiceContext } from '@/lib/context.server';
import { accountsInScope, acrossAccounts } from '@/lib/query/across-accounts.server';
import { addCounts, countOtherTabs, countStatuses, sumCounts, withWaiting } from './count-orders.server';
import { needsWholeView, type OrderFilters, statusesOf } from './filters';
import { type CreateWindow, createWindows } from './period';
import { readLists } from './read-lists.server';
import type { OrderList } from './schema';
import { readServiceChoices } from './service-choices.server';
import { hasStatus, sortOrders } from './sort-orders';
import { readWholeView } from './view-orders.server';

/**
 * One page of orders of the accounts in scope, merged by creation time (contract 2.b), with counts per status under
 * the other filters. Where the upstream can neither sort nor search so, or the period is longer than it allows, the
 * whole view is read and `readWhole` says so. `from` and `to` are UTC; each amount is in the currency of its order.
 * @throws AppError `not_found` for an account outside the scope, `upstream_…` when no account can be read
 */
export async function listOrders(ctx: ServiceContext, filters: OrderFilters): Promise<OrderList> {
  const [window, ...more] = createWindows(filters, ctx.clock.now());
  const whole = !window || more.length > 0 || needsWholeView(filters);
  const [list, services] = await Promise.all([
    whole ? listFromView(ctx, filters) : listFromPages(ctx, filters, window),
    readServiceChoices(ctx, filters.account),
  ]);
  return { ...list, choices: { services } };
}

type ListWithoutChoices = Omit<OrderList, 'choices'>;

async function listFromView(ctx: ServiceContext, filters: OrderFilters): Promise<ListWithoutChoices> {
  // Read without the status, so that the counts of the tabs come from the same reading.
  const { answer, orders, readWhole } = await readWholeView(ctx, { ...filters, status: null });
  const kept = orders.filter((order) => hasStatus(order, filters.status));
  const { page, pageSize } = filters;
  return {
    items: kept.slice((page - 1) * pageSize, page * pageSize),
    total: kept.length,
    page,
    pageSize,
    counts: countStatuses(orders),
    readWhole,
    asOf: answer.asOf,
    stale: answer.stale,
    missing: answer.missing,
  };
}

async function listFromPages(
  ctx: ServiceContext,
  filters: OrderFilters,
  window: CreateWindow,
): Promise<ListWithoutChoices> {
  const { page, pageSize } = filters;
  const accounts = accountsInScope(ctx, filters.account);
  // A merged page can hold any of the first page × size orders of each list; a single list needs its page only.
  const alone = accounts.length === 1 && statusesOf(filters.status).length === 1;
  const skip = (page - 1) * pageSize;
  const range = alone ? { offset: skip, count: pageSize } : { offset: 0, count: skip + pageSize };
  const [answer, counted] = await Promise.all([
    acrossAccounts(ctx, filters.account, (account) => readLists(ctx, account, { filters, window, ...range })),
    countOtherTabs(ctx, accounts, { filters, window }),
  ]);
  const merged = sortOrders(
    answer.parts.flatMap(({ value }) => value.orders),
    filters.sort,
  );
  const listed = sumCounts(answer.parts.map(({ value }) => value.totals));
  const shown = new Set(answer.parts.map(({ account }) => account.domainId));
  return {
    items: alone ? merged : merged.slice(skip, skip + pageSize),
    total: Object.values(listed).reduce((sum, count) => sum + count, 0),
    page,
    pageSize,
    // The open tab counts what it lists, so that the two never differ.
    counts: withWaiting({ ...addCounts(counted, { accounts: shown, stale: answer.stale }), ...listed }),
    readWhole: false,
    asOf: answer.asOf,
    stale: answer.stale,
    missing: answer.missing,
  };
}
