import 'server-only';

import type { ServiceContext } from '@/lib/context.server';
import type { CsvCell, CsvDownload } from '@/lib/http/csv';
import { AppError } from '@/lib/http/errors';
import { type OrderColumn, orderColumns } from './columns';
import type { OrderFilters } from './filters';
import { readWholeView } from './view-orders.server';
import type { Order } from './schema';

const numbers: ReadonlySet<OrderColumn> = new Set(['officialAmount', 'amountAfterDiscount', 'childOrders']);

/** What the file says in the language of its reader. */
export interface OrderFileWords {
  title: (column: OrderColumn) => string;
  status: (code: number) => string;
  orderType: (code: number) => string;
}

/**
 * Every order of a view, one a row, in the order of the list: times UTC, amounts exact and with their currency.
 * The name of the file says as of when.
 * @throws AppError as the list does, and when one of several accounts cannot be read: a file must be whole
 */
export async function exportOrders(
  ctx: ServiceContext,
  filters: OrderFilters,
  words: OrderFileWords,
): Promise<CsvDownload> {
  const { answer, orders } = await readWholeView(ctx, filters);
  const [missing] = answer.missing;
  if (missing) {
    throw new AppError(
      'unavailable',
      `No file was made, because account ${missing.name} cannot be read. ${missing.detail}`,
    );
  }
  return {
    name: `orders-${answer.asOf.slice(0, 16).replace(':', '')}Z`,
    columns: orderColumns.map((column) => ({
      header: words.title(column),
      kind: numbers.has(column) ? 'number' : 'text',
    })),
    rows: cellsOf(orders, words),
  };
}

function* cellsOf(orders: readonly Order[], words: OrderFileWords): Generator<CsvCell[]> {
  for (const order of orders) yield toCells(order, words);
}

function toCells(order: Order, words: OrderFileWords): CsvCell[] {
  const { account, enterpriseProjects, officialAmount, amountAfterDiscount, ...rest } = order;
  const values = {
    ...rest,
    statusName: order.status === null ? null : words.status(order.status),
    orderTypeName: order.orderType === null ? null : words.orderType(order.orderType),
    accountId: account.domainId,
    accountName: account.name,
    enterpriseProjectIds: enterpriseProjects.map(({ id }) => id ?? '').join('; '),
    enterpriseProjectNames: enterpriseProjects.map(({ name }) => name ?? '').join('; '),
    currency: amountAfterDiscount?.currency ?? officialAmount?.currency ?? null,
    officialAmount: officialAmount?.amount ?? null,
    amountAfterDiscount: amountAfterDiscount?.amount ?? null,
  };
  return orderColumns.map((column) => (values[column] === null ? null : String(values[column])));
}
