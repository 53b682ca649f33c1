import 'server-only';

import type { Account } from '@/lib/accounts/account';
import type { OrderDetail as UpstreamOrder } from '@/lib/bss/operations/show-order';
import type { ServiceContext } from '@/lib/context.server';
import { AppError } from '@/lib/http/errors';
import { priced } from './map-order.server';
import type { OrderDetail } from './schema';

const MAX_AGE_MS = 10_000;
/** Contract 5.4; an order with more resources than this shows the first. */
const RESOURCE_LIMIT = 500;
/** "Neither a downgrade nor an unsubscription": an upgrade has no refunds. */
const NO_REFUNDS = 'CBC.99005026';

/** The parts of an order page that may fail without blanking it: null means unread. */
async function partOrNull<T>(ctx: ServiceContext, part: string, read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    ctx.log.warn({ part, code: error.code, upstreamCode: error.upstreamCode }, 'part of an order could not be read');
    return null;
  }
}

const languageOf = (ctx: ServiceContext) => (ctx.locale === 'zh-CN' ? 'zh_CN' : 'en_US');
type Projects = OrderDetail['enterpriseProjects'];

/** The details do not name the enterprise projects of an order; the list does. */
export async function readProjects(ctx: ServiceContext, account: Account, orderId: string): Promise<Projects> {
  const bss = ctx.bss(account.domainId);
  const language = languageOf(ctx);
  const key = [account.domainId, 'order projects', language, orderId];
  const projects = await partOrNull(ctx, 'projects', async () => {
    const { value } = await ctx.live.read(key, { maxAgeMs: MAX_AGE_MS, signal: ctx.signal }, async (signal) => {
      const answer = await bss.listOrders({ order_id: orderId, offset: 0, limit: 1 }, { signal, language });
      return answer.order_infos[0]?.enterprise_projects ?? [];
    });
    return value;
  });
  return projects ?? [];
}

export function readOrderResources(ctx: ServiceContext, account: Account, orderId: string) {
  const bss = ctx.bss(account.domainId);
  const language = languageOf(ctx);
  const key = [account.domainId, 'order resources', language, orderId];
  return partOrNull(ctx, 'resources', async () => {
    const { value } = await ctx.live.read(key, { maxAgeMs: MAX_AGE_MS, signal: ctx.signal }, (signal) =>
      bss.queryResources({ order_id: orderId, offset: 0, limit: RESOURCE_LIMIT }, { signal, language }),
    );
    return value.data.map((row) => ({
      resourceId: row.resource_id,
      resourceName: row.resource_name,
      resourceTypeName: row.resource_type_name,
      regionCode: row.region_code,
      status: row.status,
      expireTime: row.expire_time,
      isMainResource: row.is_main_resource === 1,
    }));
  });
}

export function readOrderRefunds(ctx: ServiceContext, account: Account, order: UpstreamOrder) {
  const bss = ctx.bss(account.domainId);
  const language = languageOf(ctx);
  const amountOf = priced(order.currency, account);
  const key = [account.domainId, 'order refunds', language, order.order_id];
  return partOrNull(ctx, 'refunds', async () => {
    const { value } = await ctx.live.read(key, { maxAgeMs: MAX_AGE_MS, signal: ctx.signal }, async (signal) => {
      try {
        return (await bss.listRefundOrders({ order_id: order.order_id }, { signal, language })).refund_infos;
      } catch (error) {
        if (error instanceof AppError && error.upstreamCode === NO_REFUNDS) return [];
        throw error;
      }
    });
    return value.map((refund) => ({
      amount: amountOf(refund.amount),
      serviceTypeName: refund.service_type_name,
      resourceTypeName: refund.resource_type_name,
      regionCode: refund.region_code,
      baseOrderId: refund.base_order_id,
    }));
  });
}
