import 'server-only';

import type { Account } from '@/lib/accounts/account';
import type { Live } from '@/lib/bss/live.server';
import type { Cycle } from '@/lib/cycles';
import type { Money } from '@/lib/money';
import type { ExpenditureLine, SummaryRow, UsageLine } from './schema';

/** One cycle of monthly-sum with the total that came beside its rows. */
export interface CycleSummary {
  rows: readonly SummaryRow[];
  upstreamTotal: Money;
}

export interface SummaryOptions {
  /** Enterprise project: rows of monthly-sum do not carry it, so only the source can filter by it. */
  project: string | null;
  /** Of the names; the reader's own when absent. */
  language?: 'en_US' | 'zh_CN';
}

/**
 * Where bills come from: one whole cycle of one account at a time, each row once, in the upstream's order.
 * The same value is given again while it is fresh, so callers may remember what they derived from it.
 */
export interface BillSource {
  summaryRows(account: Account, cycle: Cycle, options: SummaryOptions): Promise<Live<CycleSummary>>;
  /** One line per resource and day (contract 2.f, statistic_type 2). */
  usageLines(account: Account, cycle: Cycle): Promise<Live<readonly UsageLine[]>>;
  /** Single charges (contract 2.g, statistic_type 3). */
  expenditureLines(account: Account, cycle: Cycle): Promise<Live<readonly ExpenditureLine[]>>;
}
