import 'server-only';

import type { ServiceContext } from '@/lib/context.server';
import type { ExpenditureFilters, UsageFilters } from './filters';
import { type LinePage, listLines } from './list-lines.server';
import { toExpenditureLine, toUsageLine } from './map-lines.server';
import type { ExpenditureLine, ExpenditureList, UsageLine, UsageList } from './schema';
import { shownTotals } from './totals.server';

/**
 * Lines of res-records, one per resource and day (contract 2.f), of any span of cycles, from the ledger, with exact totals
 * over everything filtered.
 * @throws AppError `bad_request` for a period or cursor that cannot be, `not_found` for an account outside the scope,
 * `ledger_unavailable`, `ledger_limit`
 */
export async function listUsage(ctx: ServiceContext, filters: UsageFilters): Promise<UsageList> {
  const view = { fact: 'usage_lines', toLine: toUsageLine } as const;
  const { sums, ...list }: LinePage<UsageLine> = await listLines(ctx, view, filters);
  return { ...list, totals: shownTotals('usage', sums) };
}

/** Lines of res-fee-records, single charges (contract 2.g). As {@link listUsage}. */
export async function listExpenditures(ctx: ServiceContext, filters: ExpenditureFilters): Promise<ExpenditureList> {
  const view = { fact: 'fee_lines', toLine: toExpenditureLine } as const;
  const { sums, ...list }: LinePage<ExpenditureLine> = await listLines(ctx, view, filters);
  return { ...list, totals: shownTotals('expenditures', sums) };
}
