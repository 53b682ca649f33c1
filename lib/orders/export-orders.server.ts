import 'server-only';

import type { ServiceContext } from '@/lib/context.server';
import type { CsvCell, CsvDownload } from '@/lib/http/csv';
import { AppError } from '@/lib/http/errors';
import { type OrderColumn, orderColumns } from './columns';
import type { OrderFilters } from './filters';
import { readWholeView } from './list-orders.server';
import type { Order } from './schema';

const numbers: ReadonlySet<OrderColumn> = new Set(['officialAmount', 'amountAfterDiscount', 'childOrders']);

/**
 * Every order of a view, in the order of the list. `titleOf` gives the head of a column.
 * @throws AppError as the list does, and when one of several accounts cannot be read: a file must be whole
 */
export async function exportOrders(
  ctx: ServiceContext,
  filters: OrderFilters,
  titleOf: (column: OrderColumn) => string = (column) => column,
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
    name: `orders-${answer.asOf.slice(0, 10)}`,
    columns: orderColumns.map((column) => ({
      header: titleOf(column),
      kind: numbers.has(column) ? 'number' : 'text',
    })),
    rows: orders.map(toCells),
  };
}

function toCells(order: Order): CsvCell[] {
  const { account, enterpriseProjects, officialAmount, amountAfterDiscount, ...rest } = order;
  const values = {
    ...rest,
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
