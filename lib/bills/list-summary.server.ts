import 'server-only';

import type { Account } from '@/lib/accounts/account';
import type { Live } from '@/lib/bss/live.server';
import type { ServiceContext } from '@/lib/context.server';
import type { Cycle, CycleState } from '@/lib/cycles';
import type { Freshness } from '@/lib/dto';
import { type Money, sumByCurrency } from '@/lib/money';
import { acrossAccounts } from '@/lib/query/across-accounts.server';
import { splitSort } from '@/lib/query/filters';
import type { SummaryFilters } from './filters';
import { unitsOf } from './identity';
import { inParallel } from './in-parallel';
import { checkedCycles, statesOf } from './list-lines.server';
import { languageOf, liveBillSource } from './live-source.server';
import { namesOf, summaryMatcher } from './match';
import type { SummaryList, SummaryRow } from './schema';
import { byName } from './select-lines';
import type { BillSource, CycleSummary } from './source.server';
import { summaryTotalColumns, totalsOf } from './totals';

/** A whole quota at once would queue up at a slow service, and calls that arrive late together are refused. */
const PARALLEL = 4;

type SelectionFilters = Omit<SummaryFilters, 'page' | 'pageSize'>;

export interface SummarySelection extends Freshness {
  cycles: Cycle[];
  states: Record<string, CycleState>;
  /** Filtered and in order. */
  rows: SummaryRow[];
  services: { code: string; name: string }[];
  upstreamTotals: Money[] | null;
}

/** All rows of the period over the accounts in scope, filtered and in order. */
export async function selectSummary(
  ctx: ServiceContext,
  filters: SelectionFilters,
  source: BillSource = liveBillSource(ctx),
): Promise<SummarySelection> {
  const cycles = checkedCycles(ctx, filters);
  const { parts, ...freshness } = await acrossAccounts(ctx, filters.account, (account) =>
    readCycles(source, { account, cycles, project: filters.project }),
  );
  const otherNames = filters.q === null ? new Map() : await readOtherNames(ctx, { filters, source, cycles });
  const summaries = parts.flatMap(({ value }) => value);
  const all = summaries.flatMap(({ rows }) => rows);
  const onlyUpstreamFilters = !filters.service && !filters.mode && !filters.type && !filters.q;
  return {
    ...freshness,
    cycles,
    states: statesOf(ctx, cycles),
    rows: sortRows(all.filter(summaryMatcher(filters, otherNames)), filters.sort),
    services: servicesOf(all),
    upstreamTotals: onlyUpstreamFilters ? sumByCurrency(summaries.map(({ upstreamTotal }) => upstreamTotal)) : null,
  };
}

/** One page of {@link selectSummary} with the totals of everything filtered. */
export async function listSummary(
  ctx: ServiceContext,
  filters: SummaryFilters,
  source?: BillSource,
): Promise<SummaryList> {
  const { rows, services, cycles: _, upstreamTotals, ...rest } = await selectSummary(ctx, filters, source);
  const { page, pageSize } = filters;
  return {
    items: rows.slice((page - 1) * pageSize, page * pageSize),
    total: rows.length,
    page,
    pageSize,
    totals: totalsOf(summaryTotalColumns, rows),
    upstreamTotals: upstreamTotals?.map(({ amount, currency }) => ({ currency, consumeAmount: amount })) ?? null,
    offByRows: rows.reduce((count, row) => count + (row.offBy ? 1 : 0), 0),
    choices: { services },
    ...rest,
  };
}

/**
 * Names of the rows in the language that is not the reader's. The upstream gives one language at a time, and a link with
 * a search in it must find the same rows for everybody.
 */
async function readOtherNames(
  ctx: ServiceContext,
  asked: { filters: SelectionFilters; source: BillSource; cycles: readonly Cycle[] },
): Promise<Map<string, readonly (string | null)[]>> {
  const { filters, source, cycles } = asked;
  const language = languageOf(ctx) === 'zh_CN' ? 'en_US' : 'zh_CN';
  const { parts } = await acrossAccounts(ctx, filters.account, (account) =>
    readCycles(source, { account, cycles, project: filters.project, language }),
  );
  const rows = parts.flatMap(({ value }) => value.flatMap((summary) => summary.rows));
  return new Map(rows.map((row) => [row.id, namesOf(row)]));
}

interface AccountPeriod {
  account: Account;
  cycles: readonly Cycle[];
  project: string | null;
  language?: 'en_US' | 'zh_CN';
}

/** The cycles of one account together: as old as the oldest of them, and missing when one is. */
export async function readCycles(
  source: BillSource,
  { account, cycles, project, language }: AccountPeriod,
): Promise<Live<CycleSummary[]>> {
  const read = await inParallel(cycles, PARALLEL, (cycle) => source.summaryRows(account, cycle, { project, language }));
  const asOf = read.reduce((oldest, { asOf }) => (asOf < oldest ? asOf : oldest), read[0]?.asOf ?? '');
  return {
    value: read.map(({ value }) => value),
    asOf,
    stale: read.some(({ stale }) => stale),
    error: read.find(({ error }) => error)?.error ?? null,
  };
}

function sortRows(rows: SummaryRow[], sort: string): SummaryRow[] {
  const { column, descending } = splitSort(sort);
  const valueOf = (row: SummaryRow): string | bigint => {
    if (column === 'cycle') return row.cycle;
    if (column === 'serviceTypeName') return row.serviceTypeName ?? row.serviceTypeCode ?? '';
    return unitsOf(row[column as 'consumeAmount']);
  };
  const direction = descending ? -1 : 1;
  return rows
    .map((row) => ({ row, value: valueOf(row) }))
    .sort((a, b) => {
      if (a.value !== b.value) return a.value < b.value ? -direction : direction;
      return a.row.id < b.row.id ? -1 : 1;
    })
    .map(({ row }) => row);
}

function servicesOf(rows: readonly SummaryRow[]): { code: string; name: string }[] {
  const names = new Map<string, string>();
  for (const { serviceTypeCode, serviceTypeName } of rows) {
    if (serviceTypeCode) names.set(serviceTypeCode, serviceTypeName ?? serviceTypeCode);
  }
  return byName(names).map(([code, name]) => ({ code, name }));
}
