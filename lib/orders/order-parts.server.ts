import 'server-only';

import type { Account } from '@/lib/accounts/account';
import type { Live } from '@/lib/bss/live.server';
import { readCounted } from '@/lib/bss/paging.server';
import type { ServiceContext } from '@/lib/context.server';
import { AppError } from '@/lib/http/errors';
import { type priced, toOrder } from './map-order.server';
import { languageOf } from './read-orders.server';
import type { Order, OrderRefund, OrderResource } from './schema';

const MAX_AGE_MS = 5_000;
/** Contract 5.4. */
const RESOURCE_PAGE = 500;
const MAX_RESOURCES = 10_000;
/** "Neither a downgrade nor an unsubscription": an upgrade, which gives nothing back. */
const NO_REFUNDS = 'CBC.99005026';

interface Asked {
  account: Account;
  orderId: string;
}

/** The order as the list gives it, with its projects; null when the account has no such order of its own. */
export function readListed(ctx: ServiceContext, { account, orderId }: Asked): Promise<Live<Order | null>> {
  const key = [account.domainId, 'order', 'listed', languageOf(ctx), orderId];
  return ctx.live.read(key, { maxAgeMs: MAX_AGE_MS, signal: ctx.signal }, async (signal) => {
    const input = { order_id: orderId, offset: 0, limit: 1 };
    const answer = await ctx.bss(account.domainId).listOrders(input, { signal, language: languageOf(ctx) });
    const [row] = answer.order_infos;
    return row ? toOrder(row, account) : null;
  });
}

/** The resources that came of an order (contract 2.d), primary ones first. */
export function readResources(ctx: ServiceContext, { account, orderId }: Asked): Promise<Live<OrderResource[]>> {
  const language = languageOf(ctx);
  const key = [account.domainId, 'order', 'resources', language, orderId];
  return ctx.live.read(key, { maxAgeMs: MAX_AGE_MS, signal: ctx.signal }, async (signal) => {
    const rows = await readCounted(
      async (page) => {
        const input = { ...page, order_id: orderId, only_main_resource: 0 as const };
        const answer = await ctx.bss(account.domainId).queryResources(input, { signal, language });
        return { total: answer.total_count, rows: answer.data };
      },
      { pageSize: RESOURCE_PAGE, maxRows: MAX_RESOURCES },
    );
    return rows.map((row) => ({
      resourceId: row.resource_id,
      resourceName: row.resource_name,
      resourceTypeName: row.resource_type_name,
      regionCode: row.region_code,
      status: row.status,
      expireTime: row.expire_time,
      isMainResource: row.is_main_resource !== 0,
    }));
  });
}

/** Where the money of an unsubscription or downgrade came from (contract 2.c.2); in the currency of the order. */
export function readRefunds(
  ctx: ServiceContext,
  { account, orderId, amountOf }: Asked & { amountOf: ReturnType<typeof priced> },
): Promise<Live<OrderRefund[]>> {
  const language = languageOf(ctx);
  const key = [account.domainId, 'order', 'refunds', language, orderId];
  return ctx.live.read(key, { maxAgeMs: MAX_AGE_MS, signal: ctx.signal }, async (signal) => {
    try {
      const answer = await ctx.bss(account.domainId).listRefundOrders({ order_id: orderId }, { signal, language });
      return answer.refund_infos.map((row) => ({
        amount: amountOf(row.amount),
        serviceTypeName: row.service_type_name,
        resourceTypeName: row.resource_type_name,
        regionCode: row.region_code,
        baseOrderId: row.base_order_id,
      }));
    } catch (error) {
      if (error instanceof AppError && error.upstreamCode === NO_REFUNDS) return [];
      throw error;
    }
  });
}
