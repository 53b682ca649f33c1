import 'server-only';

import type { Account } from '@/lib/accounts/account';
import { readCounted } from '@/lib/bss/paging.server';
import type { Live } from '@/lib/bss/live.server';
import type { ServiceContext } from '@/lib/context.server';
import { type Cycle, type CycleState, cycleStateAt } from '@/lib/cycles';
import type { Decimal } from '@/lib/money';
import { moneyOf, toExpenditureLine, toUsageLine } from './map-lines.server';
import { toSummaryRow } from './map-summary.server';
import type { ExpenditureLine, UsageLine } from './schema';
import type { BillSource, CycleSummary, SummaryOptions } from './source.server';

/** What one page gives at most, and the most lines of a cycle that are held at once. */
const PAGING = { pageSize: 1000, maxRows: 300_000 };
const BY_DAY = 2;
const SINGLE_CHARGES = 3;
/** The open cycle grows by the hour, a closing one until the 4th; a final one changes only by a restatement. */
const MAX_AGE_MS: Readonly<Record<CycleState, number>> = {
  open: 60_000,
  closing: 5 * 60_000,
  final: 30 * 60_000,
  restated: 30 * 60_000,
};

interface Read {
  view: 'summary' | 'usage' | 'expenditures';
  account: Account;
  cycle: Cycle;
  project?: string | null;
  /** Language of the names. */
  spoken?: 'en_US' | 'zh_CN';
}

export const languageOf = (ctx: ServiceContext) => (ctx.locale === 'zh-CN' ? 'zh_CN' : 'en_US');

/** Bills as the upstream gives them right now, a whole cycle at a time, own records only, kept for a short while. */
export function liveBillSource(ctx: ServiceContext): BillSource {
  const language = languageOf(ctx);

  function kept<T>(
    { view, account, cycle, project, spoken = language }: Read,
    load: (signal: AbortSignal) => Promise<T>,
  ): Promise<Live<T>> {
    const state = cycleStateAt(cycle, ctx.clock.now());
    const key = [account.domainId, 'bills', view, cycle, spoken, project ?? null];
    return ctx.live.read(key, { maxAgeMs: MAX_AGE_MS[state], signal: ctx.signal }, load);
  }

  return {
    summaryRows: (account, cycle, { project, language: spoken = language }: SummaryOptions) =>
      kept({ view: 'summary', account, cycle, project, spoken }, async (signal): Promise<CycleSummary> => {
        const bss = ctx.bss(account.domainId);
        let currency: string | null = null;
        let total: Decimal | null = null;
        const records = await readCounted(async (page) => {
          const input = { ...page, bill_cycle: cycle, method: 'oneself', enterprise_project_id: project } as const;
          const answer = await bss.monthlySum(input, { signal, language: spoken });
          currency = answer.currency;
          total = answer.consume_amount;
          return { total: answer.total_count, rows: answer.bill_sums };
        }, PAGING);
        const unit = currency ?? account.currency;
        return {
          rows: records.map((row, index) => toSummaryRow(row, { account, cycle, currency: unit, index })),
          upstreamTotal: moneyOf(total, unit),
        };
      }),

    usageLines: (account, cycle) =>
      kept({ view: 'usage', account, cycle }, async (signal): Promise<readonly UsageLine[]> => {
        const bss = ctx.bss(account.domainId);
        let currency: string | null = null;
        const records = await readCounted(async (page) => {
          const input = { ...page, cycle, method: 'oneself', statistic_type: BY_DAY } as const;
          const answer = await bss.queryUsageRecords(input, { signal, language });
          currency = answer.currency;
          return { total: answer.total_count, rows: answer.monthly_records };
        }, PAGING);
        const unit = currency ?? account.currency;
        return records.map((record, index) => toUsageLine(record, { account, cycle, currency: unit, index }));
      }),

    expenditureLines: (account, cycle) =>
      kept({ view: 'expenditures', account, cycle }, async (signal): Promise<readonly ExpenditureLine[]> => {
        const bss = ctx.bss(account.domainId);
        let currency: string | null = null;
        const records = await readCounted(async (page) => {
          const input = { ...page, cycle, method: 'oneself', statistic_type: SINGLE_CHARGES } as const;
          const answer = await bss.listFeeRecords(input, { signal, language });
          currency = answer.currency;
          return { total: answer.total_count, rows: answer.fee_records };
        }, PAGING);
        const unit = currency ?? account.currency;
        return records.map((record, index) => toExpenditureLine(record, { account, cycle, currency: unit, index }));
      }),
  };
}
