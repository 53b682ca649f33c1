import 'server-only';

import type { ServiceContext } from '@/lib/context.server';
import {
  readSummaryRows,
  readSummaryServices,
  readSummaryTotals,
  type SummaryOrder,
  type SummaryQuestion,
} from '@/lib/ledger/queries/summary-rows.server';
import { decimal, type Money, money, sumByCurrency } from '@/lib/money';
import { splitSort } from '@/lib/query/filters';
import { readProvenSummary } from '@/lib/state/versions.server';
import { sortByName } from './choices.server';
import type { SummaryFilters } from './filters';
import { toSummaryRow } from './map-summary.server';
import { type Names, readNames } from './names.server';
import { checkedCycles, pinPublished, type PinnedVersions } from './published.server';
import type { SummaryList, SummaryRow } from './schema';
import { shownTotals } from './totals.server';
import { readTrust } from './trust.server';

type SelectionFilters = Omit<SummaryFilters, 'page' | 'pageSize'>;

interface PinnedSummary {
  view: PinnedVersions;
  names: Names;
  question: SummaryQuestion;
  order: SummaryOrder;
}

async function pinSummary(ctx: ServiceContext, filters: SelectionFilters): Promise<PinnedSummary> {
  const cycles = checkedCycles(ctx, filters);
  const [view, names] = await Promise.all([pinPublished(ctx, { account: filters.account, cycles }), readNames(ctx)]);
  const { project, service, mode, type, q } = filters;
  // A link with a search in it finds the same rows whatever the language of the reader.
  const search =
    q === null ? null : { q, services: names.having('service', q), resourceTypes: names.having('resource_type', q) };
  const services = names.all('service');
  return {
    view,
    names,
    question: { versions: view.versions, rollups: view.rollups, project, service, mode, type, search },
    order: {
      ...splitSort(filters.sort),
      services: { codes: [...services.keys()], names: [...services.values()] },
      accounts: {
        codes: view.accounts.map(({ domainId }) => domainId),
        names: view.accounts.map(({ name }) => name),
      },
    },
  };
}

/** All rows of the period over the accounts in scope, filtered and in order. */
export async function selectSummary(
  ctx: ServiceContext,
  filters: SelectionFilters,
): Promise<{ view: PinnedVersions; rows: SummaryRow[] }> {
  const pinned = await pinSummary(ctx, filters);
  const rows = await readSummaryRows(ctx.ledger, pinned, ctx.signal);
  return { view: pinned.view, rows: rows.map((row) => toSummaryRow(row, pinned)) };
}

/**
 * Rows of monthly-sum (contract 2.e) from the ledger with the totals of everything filtered. Those of one enterprise
 * project are made from usage lines, since rows of monthly-sum do not say whose they are: `madeFrom` tells.
 * @throws AppError `bad_request`, `not_found`, `ledger_unavailable`, `ledger_limit`
 */
export async function listSummary(ctx: ServiceContext, filters: SummaryFilters): Promise<SummaryList> {
  const { page, pageSize, project } = filters;
  const pinned = await pinSummary(ctx, filters);
  const { question, view, names } = pinned;
  const whole = !project && !filters.service && !filters.mode && !filters.type && !filters.q;
  const [rows, sums, services, upstream, trust] = await Promise.all([
    readSummaryRows(ctx.ledger, { ...pinned, page: { offset: (page - 1) * pageSize, limit: pageSize } }, ctx.signal),
    readSummaryTotals(ctx.ledger, question, ctx.signal),
    readSummaryServices(ctx.ledger, view, ctx.signal),
    whole ? upstreamTotals(ctx, view) : null,
    readTrust(ctx, view),
  ]);
  return {
    items: rows.map((row) => toSummaryRow(row, pinned)),
    total: sums.reduce((count, part) => count + part.rows, 0),
    page,
    pageSize,
    totals: shownTotals('summary', sums),
    upstreamTotals: upstream?.map(({ amount, currency }) => ({ currency, consumeAmount: amount })) ?? null,
    offByRows: sums.reduce((count, part) => count + part.offByRows, 0),
    choices: {
      services: sortByName(
        services.map(({ code, name }) => ({ code, name: names.of('service', code) ?? (name || code) })),
      ),
    },
    madeFrom: project === null ? 'summary' : 'lines',
    states: view.states,
    asOf: view.asOf,
    ...trust,
  };
}

/**
 * The upstream's own totals: a summary is published only when its rows add up to the total that came beside them, and
 * that sum is kept apart from the rows. Null when a version says nothing of it.
 */
async function upstreamTotals(ctx: ServiceContext, { versions }: PinnedVersions): Promise<Money[] | null> {
  const proven = await readProvenSummary(ctx.state, versions);
  const totals = proven?.map(({ currency, consumeAmount }) => money(decimal(consumeAmount), currency));
  return totals ? sumByCurrency(totals).sort((a, b) => (a.currency < b.currency ? -1 : 1)) : null;
}
