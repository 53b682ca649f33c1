import 'server-only';

import type { Account } from '@/lib/accounts/account';
import type { Live } from '@/lib/bss/live.server';
import type { OrderDetail as UpstreamOrder, OrderLineItem as UpstreamLineItem } from '@/lib/bss/operations/show-order';
import { readCounted } from '@/lib/bss/paging.server';
import type { ServiceContext } from '@/lib/context.server';
import { AppError } from '@/lib/http/errors';
import { accountRef, accountsInScope } from '@/lib/query/across-accounts.server';
import { cashAmount, priced, toDeductions, toLineItem, toOrderFields } from './map-order.server';
import { readListed, readRefunds, readResources } from './order-parts.server';
import { languageOf } from './read-orders.server';
import type { Order, OrderDetail } from './schema';

const MAX_AGE_MS = 5_000;
/** Contract 2.c.1. */
const PAGE_LIMIT = 100;
const MAX_LINE_ITEMS = 10_000;
const ORDER_ID = /^[A-Za-z0-9_-]{1,64}$/;
/** The code for an order that an account does not have is unconfirmed (contract 2.c.1): either of these. */
const UNKNOWN_ORDER: ReadonlySet<string> = new Set(['CBC.30000010', 'CBC.0100', 'CBC.0101']);
const WITH_REFUNDS: ReadonlySet<number | null> = new Set([3, 4]);

interface Details {
  order: UpstreamOrder;
  lines: readonly UpstreamLineItem[];
}

interface Found {
  account: Account;
  details: Live<Details>;
  listed: Live<Order | null> | null;
}

/**
 * One order with all its line items, resources and refunds (contract 2.c, 2.d). Times UTC.
 * With `domainId` only that account is asked.
 * @throws AppError `not_found` when no account in scope has it; an order of any other account looks the same.
 * `upstream_…` when no account has it but one could not be asked.
 */
export async function getOrder(
  ctx: ServiceContext,
  orderId: string,
  domainId: string | null = null,
): Promise<OrderDetail> {
  if (!ORDER_ID.test(orderId)) throw notFound();
  const { account, details, listed } = await findOrder(ctx, orderId, accountsInScope(ctx, domainId));
  const { order, lines } = details.value;
  const amountOf = priced(order.currency, account);
  const asked = { account, orderId: order.order_id };
  const [resources, refunds] = await Promise.all([
    partOf(ctx, 'resources', readResources(ctx, asked)),
    WITH_REFUNDS.has(order.order_type) ? partOf(ctx, 'refunds', readRefunds(ctx, { ...asked, amountOf })) : NONE,
  ]);
  const parts = [details, listed, resources, refunds].filter((part) => part !== null);
  return {
    ...toOrderFields(order, account),
    account: accountRef(account),
    enterpriseProjects: listed?.value?.enterpriseProjects ?? [],
    childOrders: order.sub_order_infos.length,
    userName: order.user_name,
    pendingPaymentEndTime: order.pending_payment_end_time || null,
    deductions: toDeductions(order.amount_info, amountOf),
    cashAmount: amountOf(cashAmount(order.amount_after_discount, order.amount_info)),
    lineItems: lines.map((line) => toLineItem(line, { currency: order.currency ?? account.currency })),
    children: order.sub_order_infos.map((child) => toOrderFields(child, account)),
    resources: resources?.value ?? null,
    refunds: refunds?.value ?? null,
    unread: [
      ...(listed === null ? (['enterpriseProjects'] as const) : []),
      ...(resources === null ? (['resources'] as const) : []),
      ...(refunds === null ? (['refunds'] as const) : []),
    ],
    asOf: parts.reduce((oldest, { asOf }) => (asOf && asOf < oldest ? asOf : oldest), details.asOf),
    stale: parts.some(({ stale }) => stale),
  };
}

/** What is not asked for: nothing, and as fresh as can be. */
const NONE = { value: [], asOf: '', stale: false };

/** The order is shown without a part that cannot be read. */
async function partOf<T>(ctx: ServiceContext, part: string, reading: Promise<Live<T>>): Promise<Live<T> | null> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    ctx.log.warn({ part, code: error.code, upstreamCode: error.upstreamCode }, 'part of an order could not be read');
    return null;
  }
}

/** Asks the accounts at once; the first that has the order is its account. */
async function findOrder(ctx: ServiceContext, orderId: string, accounts: readonly Account[]): Promise<Found> {
  const searches = accounts.map((account) => searchIn(ctx, account, orderId));
  try {
    return await Promise.any(searches);
  } catch {
    const failures = (await Promise.allSettled(searches)).flatMap((search) =>
      search.status === 'rejected' ? [search.reason as unknown] : [],
    );
    throw failures.find((failure) => !isNotFound(failure)) ?? notFound();
  }
}

async function searchIn(ctx: ServiceContext, account: Account, orderId: string): Promise<Found> {
  const listing = partOf(ctx, 'list', readListed(ctx, { account, orderId }));
  const details = await readDetails(ctx, account, orderId).catch((error: unknown) => {
    throw error instanceof AppError && UNKNOWN_ORDER.has(error.upstreamCode ?? '') ? notFound() : error;
  });
  const listed = await listing;
  // A master account may look into orders of its members; only those that are its own are in the scope.
  const owner = details.value.order.customer_id;
  if (owner && owner !== account.domainId && !listed?.value) throw notFound();
  return { account, details, listed };
}

function readDetails(ctx: ServiceContext, account: Account, orderId: string): Promise<Live<Details>> {
  const language = languageOf(ctx);
  const key = [account.domainId, 'order', 'details', language, orderId];
  return ctx.live.read(key, { maxAgeMs: MAX_AGE_MS, signal: ctx.signal }, async (signal) => {
    const seen: UpstreamOrder[] = [];
    const lines = await readCounted(
      async (page) => {
        const input = { order_id: orderId, ...page };
        const answer = await ctx.bss(account.domainId).showOrder(input, { signal, language });
        seen.push(answer.order_info);
        return { total: answer.total_count, rows: answer.order_line_items };
      },
      { pageSize: PAGE_LIMIT, maxRows: MAX_LINE_ITEMS },
    );
    const order = seen.at(-1);
    if (!order) throw new AppError('internal', 'No page of the order was read');
    return { order, lines };
  });
}

const notFound = () => new AppError('not_found', 'There is no such order in your accounts.');
const isNotFound = (error: unknown) => error instanceof AppError && error.code === 'not_found';
