import 'server-only';

import type { ServiceContext } from '@/lib/context.server';
import type { LineView } from './list-lines.server';
import { liveBillSource } from './live-source.server';
import type { ExpenditureLine, UsageLine } from './schema';
import { LineSelector } from './select-lines';
import type { BillSource } from './source.server';
import { expenditureTotalColumns, usageTotalColumns } from './totals';

// Process-wide, so that the next page and the file find what this page derived.
const usageSelector = new LineSelector<UsageLine, typeof usageTotalColumns>(usageTotalColumns);
const expenditureSelector = new LineSelector<ExpenditureLine, typeof expenditureTotalColumns>(expenditureTotalColumns);

export type UsageView = LineView<UsageLine, typeof usageTotalColumns>;
export type ExpenditureView = LineView<ExpenditureLine, typeof expenditureTotalColumns>;

export const usageView = (ctx: ServiceContext, source: BillSource = liveBillSource(ctx)): UsageView => ({
  selector: usageSelector,
  read: (account, cycle) => source.usageLines(account, cycle),
});

export const expenditureView = (ctx: ServiceContext, source: BillSource = liveBillSource(ctx)): ExpenditureView => ({
  selector: expenditureSelector,
  read: (account, cycle) => source.expenditureLines(account, cycle),
});
