import 'server-only';

import type { Account } from '@/lib/accounts/account';
import type { Live } from '@/lib/bss/live.server';
import type { ServiceContext } from '@/lib/context.server';
import { AppError } from '@/lib/http/errors';
import { money } from '@/lib/money';
import { accountRef, accountsInScope } from '@/lib/query/across-accounts.server';
import { lineNames } from './line-names';
import { bestDiscount, lineAmounts, type ModeRating, modeTotals } from './mode-rating';
import { type CallContext, type RatedLines, ratePeriodLines, rateUsageLines } from './rate-lines.server';
import type { CheckedQuoteRequest, ModeTotals, Quote, QuotedLine } from './schema';

/** Long enough for a person who tries sizes, short enough that a price is today's. */
const MAX_AGE_MS = 60_000;

interface Mode extends ModeRating {
  rated: RatedLines;
  live: Live<RatedLines>;
}

/**
 * The upstream's own prices of the lines for one account, over `months`: by use, monthly, and yearly for whole years.
 * Amounts are exact, in the currency of the answer. A line that cannot be priced in a mode is among its `problems`.
 * @throws AppError `not_found` for an account outside the scope, `conflict` for one without a project, `upstream_…`
 */
export async function quote(ctx: ServiceContext, request: CheckedQuoteRequest): Promise<Quote> {
  const account = accountOf(ctx, request.account ?? null);
  const { payPerUse, monthly, yearly } = await rateModes(ctx, account, request);
  const modes = { payPerUse, monthly, yearly };
  const present = [payPerUse, monthly, ...(yearly ? [yearly] : [])];
  const currency = oneCurrency(present, account);
  const totalsOf = (mode: Mode): ModeTotals => ({
    ...modeTotals(mode),
    complete: mode.ratings.size === request.lines.length,
  });
  const lineOf = lineReader(modes, currency);
  return {
    account: accountRef(account),
    currency,
    months: request.months,
    hoursPerMonth: request.hoursPerMonth,
    lines: request.lines.map((line) => ({ ...lineNames(line, ctx.locale), ...lineOf(line.id) })),
    totals: {
      payPerUse: totalsOf(payPerUse),
      monthly: totalsOf(monthly),
      yearly: yearly ? totalsOf(yearly) : null,
    },
    asOf: present.map(({ live }) => live.asOf).sort()[0] ?? ctx.clock.now().toISOString(),
    stale: present.some(({ live }) => live.stale),
  };
}

function accountOf(ctx: ServiceContext, domainId: string | null): Account & { projectId: string } {
  const [account] = accountsInScope(ctx, domainId);
  if (!account) throw new AppError('not_found', 'No account is connected that you may see, so there are no prices.');
  const { projectId, name } = account;
  if (projectId) return { ...account, projectId };
  throw new AppError('conflict', `Prices need a project, and none is set for ${name}. An administrator can set it.`);
}

async function rateModes(
  ctx: ServiceContext,
  account: Account & { projectId: string },
  { lines, months, hoursPerMonth }: CheckedQuoteRequest,
) {
  const { domainId, projectId } = account;
  const language = ctx.locale === 'zh-CN' ? 'zh_CN' : 'en_US';
  const bss = ctx.bss(domainId);
  const read = async (key: unknown[], count: number, rate: (call: CallContext) => Promise<RatedLines>) => {
    const live = await ctx.live.read(
      [domainId, 'rating', language, projectId, ...key, lines],
      { maxAgeMs: MAX_AGE_MS, signal: ctx.signal },
      (signal) => rate({ bss, projectId, signal, language }),
    );
    const { currency, ratings } = live.value;
    return { live, rated: live.value, ratings: new Map(ratings), times: count, currency: currency ?? account.currency };
  };
  const years = months % 12 === 0 ? months / 12 : null;
  const [payPerUse, monthly, yearly] = await Promise.all([
    read(['usage', hoursPerMonth], months, (call) => rateUsageLines(call, lines, hoursPerMonth)),
    read(['month'], months, (call) => ratePeriodLines(call, lines, { type: 2, count: 1 })),
    years === null ? null : read(['year', years], 1, (call) => ratePeriodLines(call, lines, { type: 3, count: years })),
  ]);
  return { payPerUse, monthly, yearly };
}

/** Two price lists in two currencies could not be compared, let alone added. */
function oneCurrency(modes: readonly Mode[], account: Account): string {
  const currencies = new Set(modes.filter(({ ratings }) => ratings.size > 0).map(({ currency }) => currency));
  if (currencies.size > 1) {
    throw new AppError(
      'upstream_invalid',
      `The billing service answered in several currencies: ${[...currencies].join(', ')}.`,
    );
  }
  return [...currencies][0] ?? account.currency;
}

function lineReader(modes: Record<'payPerUse' | 'monthly' | 'yearly', Mode | null>, currency: string) {
  const names = ['payPerUse', 'monthly', 'yearly'] as const;
  const best = new Map(names.map((name) => [name, bestDiscount(modes[name]?.ratings.values() ?? [])]));
  const unitPrices = new Map(modes.payPerUse?.rated.unitPrices);
  return (id: string): Omit<QuotedLine, keyof ReturnType<typeof lineNames>> => {
    const amountsIn = (name: (typeof names)[number]) => {
      const mode = modes[name];
      const rating = mode?.ratings.get(id);
      return mode && rating ? lineAmounts(rating, best.get(name) ?? null, mode) : null;
    };
    const unit = unitPrices.get(id);
    return {
      id,
      unitPrice: unit === undefined ? null : money(unit, currency),
      payPerUse: amountsIn('payPerUse'),
      monthly: amountsIn('monthly'),
      yearly: amountsIn('yearly'),
      problems: names.flatMap((mode) =>
        (modes[mode]?.rated.problems ?? [])
          .filter((problem) => problem.id === id)
          .map(({ code, detail }) => ({ mode, code, detail })),
      ),
    };
  };
}
