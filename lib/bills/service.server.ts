import 'server-only';

import type { ServiceContext } from '@/lib/context.server';
import type { ExpenditureFilters, UsageFilters } from './filters';
import { expenditureView, usageView } from './line-views.server';
import { listLines } from './list-lines.server';
import type { ExpenditureList, UsageList } from './schema';
import type { BillSource } from './source.server';

/**
 * Lines of res-records of one cycle, one per resource and day (contract 2.f), with exact totals over everything filtered.
 * @throws AppError `bad_request` for a period or cursor that cannot be, `not_found` for an account outside the scope
 */
export const listUsage = (ctx: ServiceContext, filters: UsageFilters, source?: BillSource): Promise<UsageList> =>
  listLines(ctx, usageView(ctx, source), filters);

/** Lines of res-fee-records of one cycle, single charges (contract 2.g). Errors as {@link listUsage}. */
export const listExpenditures = (
  ctx: ServiceContext,
  filters: ExpenditureFilters,
  source?: BillSource,
): Promise<ExpenditureList> => listLines(ctx, expenditureView(ctx, source), filters);
