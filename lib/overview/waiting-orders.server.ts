import 'server-only';

import type { Account } from '@/lib/accounts/account';
import type { Live } from '@/lib/bss/live.server';
import type { Order } from '@/lib/bss/operations/list-orders';
import { readCounted } from '@/lib/bss/paging.server';
import type { ServiceContext } from '@/lib/context.server';
import { type Money, money, sumByCurrency } from '@/lib/money';
import { accountRef } from '@/lib/query/across-accounts.server';
import type { Overview } from './schema';
import type { Settled } from './settle.server';

/** Pending approval, pending payment, pending confirmation (contract 4.1): somebody has to act. */
export const waitingStatuses = [1, 6, 9] as const;
const SHOWN = 5;
const MAX_AGE_MS = 30_000;
const PAGING = { pageSize: 100, maxRows: 10_000 };

/** All orders of an account that wait for someone, whenever they were made. */
export function readWaitingOrders(ctx: ServiceContext, account: Account): Promise<Live<Order[]>> {
  const language = ctx.locale === 'zh-CN' ? ('zh_CN' as const) : ('en_US' as const);
  const key = [account.domainId, 'overview', 'orders', language];
  return ctx.live.read(key, { maxAgeMs: MAX_AGE_MS, signal: ctx.signal }, async (signal) => {
    const bss = ctx.bss(account.domainId);
    const lists = await Promise.all(
      waitingStatuses.map((status) =>
        readCounted(async (page) => {
          const answer = await bss.listOrders({ ...page, status, order_by: '-createTime' }, { signal, language });
          return { total: answer.total_count, rows: answer.order_infos };
        }, PAGING),
      ),
    );
    return lists.flat();
  });
}

export function describeWaiting({ answered }: Settled<Order[]>): Overview['waiting'] {
  const orders = answered.flatMap(({ account, live }) => live.value.map((order) => ({ account, order })));
  const counts = Object.fromEntries(
    waitingStatuses.map((status) => [String(status), orders.filter(({ order }) => order.status === status).length]),
  );
  const newest = [...orders].sort((a, b) => compareText(b.order.create_time ?? '', a.order.create_time ?? ''));
  return {
    count: orders.length,
    counts,
    totals: sumByCurrency(orders.flatMap(({ account, order }) => amountOf(order, account) ?? [])),
    orders: newest.slice(0, SHOWN).map(({ account, order }) => ({
      orderId: order.order_id,
      account: accountRef(account),
      status: order.status,
      serviceTypeName: order.service_type_name,
      createTime: order.create_time,
      amountAfterDiscount: amountOf(order, account),
    })),
  };
}

function amountOf(order: Order, account: Account): Money | null {
  if (order.amount_after_discount === null) return null;
  return money(order.amount_after_discount, order.currency ?? account.currency);
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
