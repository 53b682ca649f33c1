import 'server-only';

import type { ServiceContext } from '@/lib/context.server';
import type { CsvCell, CsvDownload } from '@/lib/http/csv';
import { AppError } from '@/lib/http/errors';
import type { LineFactName } from '@/lib/ledger/line-fact';
import { linesQuery, type StoredLine } from '@/lib/ledger/queries/line-page.server';
import en from '@/messages/en.json';
import zh from '@/messages/zh-CN.json';
import { asOfVersions } from './as-of';
import { type BillColumn, expenditureColumns, summaryColumns, usageColumns } from './csv-columns';
import type { ExpenditureFilters, SummaryFilters, UsageFilters } from './filters';
import { type LineSelectionFilters, type PinnedLines, pinLines } from './list-lines.server';
import { selectSummary } from './list-summary.server';
import { toExpenditureLine, toUsageLine } from './map-lines.server';
import type { PinnedVersions } from './published.server';
import { readTrust, type Trust } from './trust.server';

/** Longest time that the engine may take for a file. */
const FILE_SECONDS = 1800;
const RETRY_AFTER_S = 30;

export interface ExportOptions {
  /** Column titles in the language of the session instead of the stable names. */
  labels: boolean;
}

/** Every filtered row of monthly-sum in the order of the screen. @throws AppError when a cycle is not in the ledger */
export async function exportSummary(
  ctx: ServiceContext,
  filters: SummaryFilters,
  { labels }: ExportOptions,
): Promise<CsvDownload> {
  const { view, rows } = await selectSummary(ctx, filters);
  const trust = await readTrust(ctx, view);
  return {
    name: fileName('bill-summary', view),
    ...csvOf(ctx, { columns: summaryColumns, labels }, { view, trust, rows }),
  };
}

/** Every filtered line of res-records in the order of the screen. @throws AppError when a cycle is not in the ledger */
export async function exportUsage(
  ctx: ServiceContext,
  filters: UsageFilters,
  { labels }: ExportOptions,
): Promise<CsvDownload> {
  const { view, ...lines } = await streamLines(ctx, { fact: 'usage_lines', toLine: toUsageLine }, filters);
  return { name: fileName('bill-usage', view), ...csvOf(ctx, { columns: usageColumns, labels }, { view, ...lines }) };
}

/** Every filtered line of res-fee-records in the order of the screen. @throws AppError when a cycle is not in the ledger */
export async function exportExpenditures(
  ctx: ServiceContext,
  filters: ExpenditureFilters,
  { labels }: ExportOptions,
): Promise<CsvDownload> {
  const { view, ...lines } = await streamLines(ctx, { fact: 'fee_lines', toLine: toExpenditureLine }, filters);
  return {
    name: fileName('bill-expenditures', view),
    ...csvOf(ctx, { columns: expenditureColumns, labels }, { view, ...lines }),
  };
}

function fileName(start: string, { cycles }: PinnedVersions): string {
  const [first, last] = [cycles[0], cycles.at(-1)];
  return [start, first, last === first ? undefined : last].filter(Boolean).join('-');
}

/** Lines as they come from the engine: never more of them in memory than one part. */
async function streamLines<F extends LineFactName, Line>(
  ctx: ServiceContext,
  { fact, toLine }: { fact: F; toLine: (row: StoredLine<F>, pinned: PinnedLines) => Line },
  filters: LineSelectionFilters,
): Promise<{ view: PinnedVersions; trust: Trust; rows: AsyncIterable<Line> }> {
  const pinned = await pinLines(ctx, fact, filters);
  async function* rows() {
    if (pinned.view.versions.length === 0) return;
    const options = { signal: ctx.signal, maxSeconds: FILE_SECONDS };
    for await (const part of ctx.ledger.stream<StoredLine<F>>(linesQuery(pinned.question), options)) {
      for (const row of part) yield toLine(row, pinned);
    }
  }
  return { view: pinned.view, trust: await readTrust(ctx, pinned.view), rows: rows() };
}

interface FileRows<Row> {
  rows: Iterable<Row> | AsyncIterable<Row>;
  view: PinnedVersions;
}

function csvOf<Row extends { cycle: string }>(
  ctx: ServiceContext,
  { columns, labels }: { columns: readonly BillColumn<Row>[]; labels: boolean },
  { rows, view, trust }: FileRows<Row> & { trust: Trust },
): Omit<CsvDownload, 'name'> {
  const [lacking] = trust.missing;
  if (lacking) {
    const gone = trust.unpublished.find(({ reason }) => reason === 'gone' || reason === 'lost');
    // No later try helps: neither the upstream nor the ledger has these lines any more.
    if (gone) {
      const message = `The file would lack ${gone.cycle} of ${gone.account.name}: ${gone.detail} Choose another period.`;
      throw new AppError('not_found', message, { field: 'cycle' });
    }
    // A screen can say what it lacks; a file is passed on without its screen.
    throw new AppError(
      'ledger_unavailable',
      `The file would lack ${lacking.name}: ${lacking.detail} Try again later, or choose another account or period.`,
      { field: 'account', retryAfter: RETRY_AFTER_S },
    );
  }
  const words = ctx.locale === 'zh-CN' ? zh : en;
  const titles: Readonly<Record<string, string>> = words.bills.fields;
  const shown = labels ? columns.flatMap((column) => withName(column, words)) : columns;
  return {
    columns: shown.map(({ name, kind }) => ({ header: labels ? (titles[name] ?? name) : name, kind })),
    rows: cellsOf(shown, { rows, view }),
  };
}

/** A code column, and beside it what the code means in the reader's language. */
function withName<Row>(column: BillColumn<Row>, { states, bills }: typeof en): BillColumn<Row>[] {
  const { coded, name, cell } = column;
  if (!coded) return [column];
  const { open, closing, final, restated } = states;
  const names: Readonly<Record<string, string>> =
    coded === 'states' ? { open, closing, final, restated } : bills[coded];
  const wordOf = (code: string) => names[code] ?? bills.row.other.replace('{code}', code);
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

async function* cellsOf<Row extends { cycle: string }>(
  columns: readonly BillColumn<Row>[],
  { rows, view: { states, published } }: FileRows<Row>,
): AsyncGenerator<CsvCell[]> {
  const contexts = new Map(
    Object.entries(states).map(([cycle, state]) => {
      const asOf = asOfVersions(published.filter((version) => version.cycle === cycle)) ?? '';
      return [cycle, { state, asOf }];
    }),
  );
  for await (const row of rows) {
    const context = contexts.get(row.cycle) ?? { state: 'final', asOf: '' };
    yield columns.map((column) => column.cell(row, context));
  }
}
