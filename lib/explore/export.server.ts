import 'server-only';

import type { ServiceContext } from '@/lib/context.server';
import { earliestCycle } from '@/lib/cycles';
import type { CsvCell, CsvColumn, CsvDownload } from '@/lib/http/csv';
import { AppError } from '@/lib/http/errors';
import en from '@/messages/en.json';
import zh from '@/messages/zh-CN.json';
import type { ExploreFilters } from './filters';
import type { Explore, ExploreBlock, Unpublished } from './schema';
import { explore } from './service.server';
import { unitWords } from './unit-words';

interface FileRow {
  row: 'group' | 'others';
  key: readonly string[];
  names: readonly string[];
  figures: Pick<ExploreBlock, 'total' | 'before' | 'lines' | 'values'>;
  block: ExploreBlock;
}

interface FileColumn extends CsvColumn {
  cell(row: FileRow): CsvCell;
}

/**
 * The table of a view as a file: a row per group and one for the others, so that its sums are those of the screen.
 * @throws AppError `unavailable` when a cycle of the span, or of the compared one, is not in the ledger yet, `not_found` when it never
 *   will be: a file goes on without its screen
 */
export async function exportExplore(
  ctx: ServiceContext,
  filters: ExploreFilters,
  { labels }: { labels: boolean },
): Promise<CsvDownload> {
  const answer = await explore(ctx, filters);
  const [lacking] = answer.unpublished;
  const earliest = earliestCycle(ctx.clock.now());
  if (lacking) throw lacks(lacking, { advice: 'choose another span', field: 'from', earliest });
  const [lackingBefore] = answer.compared ? answer.unpublishedBefore : [];
  if (lackingBefore) {
    throw lacks(lackingBefore, { advice: 'choose no comparison, or another span', field: 'compare', earliest });
  }
  const columns = columnsOf(answer, labels ? (ctx.locale === 'zh-CN' ? zh : en) : null);
  const { from, to } = answer.span;
  return {
    name: `explore-${answer.measure}-${from}-${to}`,
    columns,
    rows: cellsOf(columns, answer.blocks),
  };
}

/** What the upstream does not keep any more never comes: waiting is advice for the others only. */
function lacks(
  { cycle, accounts }: Unpublished,
  { advice, field, earliest }: { advice: string; field: string; earliest: string },
): AppError {
  const names = accounts.map(({ name }) => name).join(', ');
  const isGone = cycle < earliest;
  const message = `The file would lack ${cycle} of ${names}: ${advice}${isGone ? '' : ', or wait'}.`;
  return new AppError(isGone ? 'not_found' : 'unavailable', message, { field });
}

/** For people: what a program reads as a code is a word. */
function wordsOf({ explore: words, bills }: typeof en, { blocks }: Explore) {
  const filled = (text: string, values: Readonly<Record<string, string>>) =>
    text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  return {
    row: (row: FileRow['row']) => words.file[row],
    measure: (measure: Explore['measure']) => words.measures[measure],
    nameOf: (dimension: string) => filled(words.file.nameOf, { dimension }),
    unit(unit: ExploreBlock['unit']) {
      const { key, ...values } = unitWords(unit, bills.units, blocks);
      return key === null ? (values as { name: string }).name : filled(words[key], values);
    },
  };
}

function columnsOf(answer: Explore, messages: typeof en | null): FileColumn[] {
  const words = messages && wordsOf(messages, answer);
  const titles: Readonly<Record<string, string>> = messages?.explore.file ?? {};
  const dimensions: Readonly<Record<string, string>> = messages?.explore.dimensions ?? {};
  const titled = (name: string) => titles[name] ?? name;
  const text = (header: string, cell: FileColumn['cell']): FileColumn => ({ header, kind: 'text', cell });
  const number = (header: string, cell: FileColumn['cell']): FileColumn => ({ header, kind: 'number', cell });
  const unit = words
    ? text(titled('unit'), ({ block }) => words.unit(block.unit))
    : number('unit', ({ block }) => block.unit?.toString() ?? null);
  return [
    text(titled('row'), ({ row }) => words?.row(row) ?? row),
    ...answer.by.flatMap((dimension, index) => [
      text(dimensions[dimension] ?? dimension, ({ key }) => key[index] ?? null),
      text(
        words?.nameOf(dimensions[dimension] ?? dimension) ?? `${dimension}Name`,
        ({ names }) => names[index] ?? null,
      ),
    ]),
    text(titled('measure'), () => words?.measure(answer.measure) ?? answer.measure),
    // Of a quantity, what it is paid in.
    text(titled(words && answer.measure === 'usage' ? 'billedIn' : 'currency'), ({ block }) => block.currency),
    ...(answer.measure === 'usage' ? [unit] : []),
    ...answer.steps.map((step, index) => number(step, ({ figures }) => figures.values[index] ?? null)),
    number(titled('total'), ({ figures }) => figures.total),
    ...(answer.compared ? [number(titled('before'), ({ figures }) => figures.before)] : []),
    number(titled('lines'), ({ figures }) => String(figures.lines)),
    text(titled('from'), () => answer.span.from),
    text(titled('to'), () => answer.span.to),
    ...(answer.compared
      ? [
          text(titled('comparedFrom'), () => answer.compared?.from ?? null),
          text(titled('comparedTo'), () => answer.compared?.to ?? null),
        ]
      : []),
    text(titled('asOf'), () => answer.asOf),
  ];
}

function* cellsOf(columns: readonly FileColumn[], blocks: readonly ExploreBlock[]): Generator<CsvCell[]> {
  for (const block of blocks) {
    for (const { key, names, ...figures } of block.rows) {
      const row: FileRow = { row: 'group', key, names, figures, block };
      yield columns.map((column) => column.cell(row));
    }
    if (block.others) {
      const row: FileRow = { row: 'others', key: [], names: [], figures: block.others, block };
      yield columns.map((column) => column.cell(row));
    }
  }
}
