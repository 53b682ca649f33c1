import 'server-only';

import type { ServiceContext } from '@/lib/context.server';
import type { CsvCell, CsvDownload } from '@/lib/http/csv';
import { AppError } from '@/lib/http/errors';
import { type EstimateColumn, estimateColumns } from './columns';
import { quoteRequestOf } from './estimate';
import type { Estimate } from './filters';
import { type CheckedQuoteRequest, type ModeAmounts, type Quote, quoteRequestSchema } from './schema';
import { quote } from './service.server';

const texts: ReadonlySet<EstimateColumn> = new Set([
  'accountId',
  'accountName',
  'serviceTypeCode',
  'serviceTypeName',
  'resourceTypeCode',
  'resourceSpec',
  'productName',
  'region',
  'regionName',
  'availableZone',
  'sizeUnit',
  'usageFactor',
  'usageUnit',
  'currency',
  'problems',
  'asOf',
]);

/**
 * One row a line of the estimate, exact amounts over its months. `titleOf` gives the head of a column.
 * @throws AppError `bad_request` for an empty estimate, else as {@link quote} does
 */
export async function exportQuote(
  ctx: ServiceContext,
  estimate: Estimate,
  titleOf: (column: EstimateColumn) => string = (column) => column,
): Promise<CsvDownload> {
  const given = quoteRequestOf(estimate);
  if (!given) throw new AppError('bad_request', 'l has no lines, so there is nothing to write.', { field: 'l' });
  const request = quoteRequestSchema.parse(given);
  const answer = await quote(ctx, request);
  return {
    name: `estimate-${answer.asOf.slice(0, 10)}`,
    columns: estimateColumns.map((column) => ({
      header: titleOf(column),
      kind: texts.has(column) ? 'text' : 'number',
    })),
    rows: request.lines.map((line, index) => {
      const cells = cellsOf(answer, line, index);
      return estimateColumns.map((column) => cells[column]);
    }),
  };
}

function cellsOf(
  answer: Quote,
  line: CheckedQuoteRequest['lines'][number],
  index: number,
): Record<EstimateColumn, CsvCell> {
  const priced = answer.lines[index];
  const hours = priced?.usageUnit ? null : String(answer.hoursPerMonth);
  return {
    accountId: answer.account.domainId,
    accountName: answer.account.name,
    serviceTypeCode: line.serviceTypeCode,
    serviceTypeName: priced?.serviceTypeName ?? null,
    resourceTypeCode: line.resourceTypeCode,
    resourceSpec: line.resourceSpec,
    productName: priced?.productName ?? null,
    region: line.region,
    regionName: priced?.regionName ?? null,
    availableZone: line.availableZone ?? null,
    size: line.size === undefined ? null : String(line.size),
    sizeUnit: priced?.sizeUnit ?? null,
    quantity: String(line.quantity),
    usageFactor: line.usageFactor,
    usagePerMonth: line.usagePerMonth ?? hours,
    usageUnit: priced?.usageUnit ?? 'h',
    months: String(answer.months),
    currency: answer.currency,
    unitPrice: priced?.unitPrice?.amount ?? null,
    ...amountCells('payPerUse', priced?.payPerUse),
    ...amountCells('monthly', priced?.monthly),
    ...amountCells('yearly', priced?.yearly),
    problems: priced?.problems.map(({ mode, code }) => `${mode} ${code}`).join('; ') || null,
    asOf: answer.asOf,
  };
}

function amountCells<M extends 'payPerUse' | 'monthly' | 'yearly'>(mode: M, amounts: ModeAmounts | null | undefined) {
  return {
    [`${mode}OfficialAmount`]: amounts?.officialAmount.amount ?? null,
    [`${mode}DiscountAmount`]: amounts?.discountAmount.amount ?? null,
    [`${mode}Amount`]: amounts?.amount.amount ?? null,
    // The three names are spelt from the mode, which the compiler cannot follow.
  } as Record<`${M}OfficialAmount` | `${M}DiscountAmount` | `${M}Amount`, CsvCell>;
}
