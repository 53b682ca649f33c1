import 'server-only';

import type { ServiceContext } from '@/lib/context.server';
import type { CsvCell, CsvDownload } from '@/lib/http/csv';
import { AppError } from '@/lib/http/errors';
import { type ResourceColumn, resourceColumns } from './columns';
import type { ResourceFilters } from './filters';
import type { Resource } from './schema';
import { readView } from './service.server';

const numbers: ReadonlySet<ResourceColumn> = new Set(['specSize', 'daysLeft']);

/**
 * Every row of a view, in the order of the list. `titleOf` gives the head of a column.
 * @throws AppError as the list does, and when one of several accounts cannot be read: a file must be whole
 */
export async function exportResources(
  ctx: ServiceContext,
  filters: ResourceFilters,
  titleOf: (column: ResourceColumn) => string = (column) => column,
): Promise<CsvDownload> {
  const { answer, rows } = await readView(ctx, filters);
  const [missing] = answer.missing;
  if (missing) {
    throw new AppError(
      'unavailable',
      `No file was made, because account ${missing.name} cannot be read. ${missing.detail}`,
    );
  }
  return {
    name: `resources-${answer.asOf.slice(0, 10)}`,
    columns: resourceColumns.map((column) => ({
      header: titleOf(column),
      kind: numbers.has(column) ? 'number' : 'text',
    })),
    rows: rows.map(toCells),
  };
}

function toCells(row: Resource): CsvCell[] {
  const values = { ...row, accountId: row.account.domainId, accountName: row.account.name };
  return resourceColumns.map((column) => {
    const value = values[column];
    return value === null ? null : String(value);
  });
}
