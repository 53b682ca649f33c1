import 'server-only';

import { hash } from 'node:crypto';
import type { ServiceContext } from '@/lib/context.server';
import type { CycleState } from '@/lib/cycles';
import type { Freshness } from '@/lib/dto';
import { readLineChoices } from '@/lib/ledger/queries/line-choices.server';
import type { LineFactName } from '@/lib/ledger/line-fact';
import { type LineQuestion, readLinePage, type StoredLine } from '@/lib/ledger/queries/line-page.server';
import { type CurrencySums, readLineTotals } from '@/lib/ledger/queries/line-totals.server';
import { prepareSearch } from '@/lib/ledger/queries/search.server';
import { splitSort } from '@/lib/query/filters';
import { mergeChoices } from './choices.server';
import { decodeCursor, encodeCursor } from './cursor';
import type { ExpenditureFilters, UsageFilters } from './filters';
import { type Names, readNames } from './names.server';
import type { PeriodFilters } from './period';
import { checkedCycles, pinPublished, type PinnedVersions } from './published.server';
import type { BillChoices } from './schema';
import { readTrust, type Trust } from './trust.server';

/** Filters of a line view without the place in it. */
export type LineSelectionFilters = Omit<UsageFilters & Partial<ExpenditureFilters>, 'cursor' | 'pageSize' | 'sort'> & {
  sort: string;
} & PeriodFilters;

export interface LinePage<Line> extends Freshness, Trust {
  items: Line[];
  total: number;
  start: number;
  nextCursor: string | null;
  prevCursor: string | null;
  edition: string;
  sums: readonly CurrencySums[];
  offByRows: number;
  states: Record<string, CycleState>;
  choices: BillChoices;
}

export interface PinnedLines {
  view: PinnedVersions;
  names: Names;
  question: LineQuestion;
}

/** The lines that the filters ask for, as a question to the ledger. @throws AppError `bad_request`, `not_found` */
export async function pinLines(
  ctx: ServiceContext,
  fact: LineFactName,
  filters: LineSelectionFilters,
): Promise<PinnedLines> {
  const cycles = checkedCycles(ctx, filters);
  const [view, names] = await Promise.all([pinPublished(ctx, { account: filters.account, cycles }), readNames(ctx)]);
  const { service, resourceType, region, project, mode, type, resource, sku, tag } = filters;
  const { order, fromDay, toDay, zero, offBy, q } = filters;
  const conditions = {
    ...{ service, resourceType, region, project, mode, type, resource, sku, tag },
    ...{ order: order ?? null, fromDay, toDay, zero, offBy, q },
  };
  const asked = { fact, versions: view.versions, rollups: view.rollups };
  return {
    view,
    names,
    question: {
      ...asked,
      ...(await prepareSearch(ctx.ledger, asked, { conditions, signal: ctx.signal })),
      sort: splitSort(filters.sort),
      names: new Map(view.accounts.map(({ domainId, name }) => [domainId, name])),
    },
  };
}

const LIST_OF = { usage_lines: 'usage', fee_lines: 'expenditures' } as const;

/** One page with the totals of everything filtered: all of one set of versions, asked for at once. */
export async function listLines<F extends LineFactName, Line>(
  ctx: ServiceContext,
  { fact, toLine }: { fact: F; toLine: (row: StoredLine<F>, pinned: PinnedLines) => Line },
  filters: LineSelectionFilters & { cursor: string | null; pageSize: number },
): Promise<LinePage<Line>> {
  const { cursor, pageSize, sort } = filters;
  const place = cursor === null ? null : decodeCursor({ sort, cycles: checkedCycles(ctx, filters) }, cursor);
  const pinned = await pinLines(ctx, fact, filters);
  const { question, view, names } = pinned;
  const [page, sums, choices, trust] = await Promise.all([
    readLinePage(ctx.ledger, { ...question, fact }, { cursor: place, pageSize, signal: ctx.signal }),
    readLineTotals(ctx.ledger, question),
    readLineChoices(ctx.ledger, question),
    readTrust(ctx, view),
  ]);
  const { rows, start } = page;
  const total = sums.reduce((count, part) => count + part.rows, 0);
  const [first, last] = [rows[0], rows.at(-1)];
  const list = { list: LIST_OF[fact], sort };
  return {
    items: rows.map((row) => toLine(row, pinned)),
    start,
    total,
    nextCursor:
      last && start + rows.length < total ? encodeCursor(list, { side: 'after', place: placeOf(last) }) : null,
    prevCursor: first && start > 0 ? encodeCursor(list, { side: 'before', place: placeOf(first) }) : null,
    edition: editionOf(view.versions),
    sums,
    offByRows: sums.reduce((count, part) => count + part.offByRows, 0),
    choices: mergeChoices(choices, names),
    states: view.states,
    asOf: view.asOf,
    ...trust,
  };
}

/** Whoever walks over pages while a month is read anew has lines of two versions, and can see that here. */
const editionOf = (versions: readonly number[]): string =>
  hash('sha256', [...versions].sort((a, b) => a - b).join(), 'base64url').slice(0, 16);

const placeOf = ({ sort_value, account, cycle, position }: StoredLine<LineFactName>) => ({
  value: sort_value,
  account,
  cycle,
  position,
});
