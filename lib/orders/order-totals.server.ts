import 'server-only';

import type { ServiceContext } from '@/lib/context.server';
import { decimal, paddedUnits, toUnits } from '@/lib/money';
import type { OrderFilters } from './filters';
import { readWholeView } from './view-orders.server';
import type { Order, OrderTotals } from './schema';

/** Exact sums over every order of a view, one entry per currency. Same errors as the list. */
export async function sumOrders(ctx: ServiceContext, filters: OrderFilters): Promise<OrderTotals> {
  const { answer, orders } = await readWholeView(ctx, filters);
  const { asOf, stale, missing } = answer;
  return { count: orders.length, totals: totalsOf(orders), asOf, stale, missing };
}

export function totalsOf(orders: readonly Order[]): OrderTotals['totals'] {
  const sums = new Map<string, { official: bigint; after: bigint }>();
  for (const { officialAmount, amountAfterDiscount } of orders) {
    const currency = amountAfterDiscount?.currency ?? officialAmount?.currency;
    if (!currency) continue;
    const sum = sums.get(currency) ?? { official: 0n, after: 0n };
    sum.official += units(officialAmount?.amount);
    sum.after += units(amountAfterDiscount?.amount);
    sums.set(currency, sum);
  }
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, { official, after }]) => ({
      currency,
      officialAmount: paddedUnits(official),
      amountAfterDiscount: paddedUnits(after),
    }));
}

const units = (amount: string | undefined): bigint => (amount === undefined ? 0n : toUnits(decimal(amount)));
