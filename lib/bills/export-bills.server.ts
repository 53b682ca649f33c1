import 'server-only';

import type { ServiceContext } from '@/lib/context.server';
import type { CycleState } from '@/lib/cycles';
import type { Freshness } from '@/lib/dto';
import type { CsvCell, CsvDownload } from '@/lib/http/csv';
import { AppError, type ErrorCode } from '@/lib/http/errors';
import en from '@/messages/en.json';
import zh from '@/messages/zh-CN.json';
import { type BillColumn, expenditureColumns, summaryColumns, usageColumns } from './csv-columns';
import type { ExpenditureFilters, SummaryFilters, UsageFilters } from './filters';
import { expenditureView, usageView } from './line-views.server';
import { selectLines } from './list-lines.server';
import { selectSummary } from './list-summary.server';
import { lineOrder } from './order-lines';
import { allLines } from './page-lines';
import type { BillSource } from './source.server';

export interface ExportOptions {
  /** Column titles in the language of the session instead of the stable names. */
  labels: boolean;
  source?: BillSource;
}

/** Every filtered row of monthly-sum in the order of the screen. @throws AppError when an account could not be read */
export async function exportSummary(
  ctx: ServiceContext,
  filters: SummaryFilters,
  { labels, source }: ExportOptions,
): Promise<CsvDownload> {
  const selection = await selectSummary(ctx, filters, source);
  const [first, last] = [selection.cycles[0], selection.cycles.at(-1)];
  return {
    name: ['bill-summary', first, last === first ? undefined : last].filter(Boolean).join('-'),
    ...csvOf(ctx, { columns: summaryColumns, labels }, { ...selection, rows: selection.rows }),
  };
}

/** Every filtered line of res-records in the order of the screen. @throws AppError when an account could not be read */
export async function exportUsage(
  ctx: ServiceContext,
  filters: UsageFilters,
  { labels, source }: ExportOptions,
): Promise<CsvDownload> {
  const { parts, ...selection } = await selectLines(ctx, usageView(ctx, source), filters);
  const rows = allLines(
    parts.map(({ ranked }) => ranked),
    lineOrder(filters.sort),
  );
  return {
    name: `bill-usage-${selection.cycle}`,
    ...csvOf(ctx, { columns: usageColumns, labels }, { ...selection, rows }),
  };
}

/** Every filtered line of res-fee-records in the order of the screen. @throws AppError when an account could not be read */
export async function exportExpenditures(
  ctx: ServiceContext,
  filters: ExpenditureFilters,
  { labels, source }: ExportOptions,
): Promise<CsvDownload> {
  const { parts, ...selection } = await selectLines(ctx, expenditureView(ctx, source), filters);
  const rows = allLines(
    parts.map(({ ranked }) => ranked),
    lineOrder(filters.sort),
  );
  return {
    name: `bill-expenditures-${selection.cycle}`,
    ...csvOf(ctx, { columns: expenditureColumns, labels }, { ...selection, rows }),
  };
}

interface FileRows<Row> extends Freshness {
  rows: Iterable<Row>;
  states: Record<string, CycleState>;
}

function csvOf<Row extends { cycle: string }>(
  ctx: ServiceContext,
  { columns, labels }: { columns: readonly BillColumn<Row>[]; labels: boolean },
  { rows, states, asOf, missing }: FileRows<Row>,
): Omit<CsvDownload, 'name'> {
  const [lacking] = missing;
  if (lacking) {
    // A screen can say what it lacks; a file is passed on without its screen.
    throw new AppError(
      lacking.code as ErrorCode,
      `The file would lack ${lacking.name}: ${lacking.detail} Try again later, or choose another account.`,
      { field: 'account' },
    );
  }
  const words = (ctx.locale === 'zh-CN' ? zh : en).bills;
  const titles: Readonly<Record<string, string>> = words.fields;
  const shown = labels ? columns.flatMap((column) => withName(column, words)) : columns;
  return {
    columns: shown.map(({ name, kind }) => ({ header: labels ? (titles[name] ?? name) : name, kind })),
    rows: cellsOf(shown, { rows, states, asOf }),
  };
}

/** A code column, and beside it what the code means in the reader's language. */
function withName<Row>(column: BillColumn<Row>, words: (typeof en)['bills']): BillColumn<Row>[] {
  const { coded, name, cell } = column;
  if (!coded) return [column];
  const names: Readonly<Record<string, string>> = words[coded];
  const wordOf = (code: string) => names[code] ?? words.row.other.replace('{code}', code);
  return [
    column,
    {
      name: `${name}Name`,
      kind: 'text',
      cell: (row, context) => {
        const code = cell(row, context);
        return code === null ? null : wordOf(code);
      },
    },
  ];
}

function* cellsOf<Row extends { cycle: string }>(
  columns: readonly BillColumn<Row>[],
  { rows, states, asOf }: Pick<FileRows<Row>, 'rows' | 'states' | 'asOf'>,
): Generator<CsvCell[]> {
  for (const row of rows) {
    const context = { state: states[row.cycle] ?? 'final', asOf };
    yield columns.map((column) => column.cell(row, context));
  }
}
