import { compare, type Decimal, decimal, subtract, toUnits } from '@/lib/money';
import type { PriceMode } from './catalogue';
import { HOUR_MEASURE } from './line-codec';
import type { ModeTotals, Quote } from './schema';

export const priceModes = ['payPerUse', 'monthly', 'yearly'] as const satisfies readonly PriceMode[];

/** What a mode says beside the others: the dearest, or what it saves against that one. */
export type Verdict =
  | { kind: 'most' }
  | { kind: 'saves'; amount: Decimal; cheapest: boolean }
  | { kind: 'incomplete' }
  | null;

/** Only modes that price every line can be compared; equal ones have nothing to say. */
export function compareModes(totals: Quote['totals']): Record<PriceMode, Verdict> {
  const complete = priceModes.flatMap((mode) => {
    const total = totals[mode];
    return total?.complete ? [{ mode, amount: decimal(total.amount.amount) }] : [];
  });
  const sorted = [...complete].sort((a, b) => compare(a.amount, b.amount));
  const least = sorted[0]?.amount;
  const most = sorted.at(-1)?.amount;
  const verdictOf = (mode: PriceMode): Verdict => {
    const total = totals[mode];
    if (!total) return null;
    if (!total.complete) return { kind: 'incomplete' };
    if (least === undefined || most === undefined || compare(least, most) === 0) return null;
    const amount = decimal(total.amount.amount);
    if (compare(amount, most) === 0) return { kind: 'most' };
    return { kind: 'saves', amount: subtract(most, amount), cheapest: compare(amount, least) === 0 };
  };
  return { payPerUse: verdictOf('payPerUse'), monthly: verdictOf('monthly'), yearly: verdictOf('yearly') };
}

/** The mode to take, and what it saves; null when nothing can be compared. */
export function cheapestMode(totals: Quote['totals']): { mode: PriceMode; saves: Decimal } | null {
  const verdicts = compareModes(totals);
  for (const mode of priceModes) {
    const verdict = verdicts[mode];
    if (verdict?.kind === 'saves' && verdict.cheapest) return { mode, saves: verdict.amount };
  }
  return null;
}

/**
 * Hours a month from which a fixed price is the cheaper one, rounded up; null when it cannot be said: a price is not
 * complete, or a line is not paid by the hour, so that the cost does not grow with the hours alone.
 */
export function breakEvenHours(
  quote: Pick<Quote, 'totals' | 'hoursPerMonth'>,
  mode: 'monthly' | 'yearly',
  lines: readonly { usageMeasureId: number; usagePerMonth: string | null }[],
): number | null {
  const { payPerUse } = quote.totals;
  const fixed = quote.totals[mode];
  const byHour = lines.every((line) => line.usageMeasureId === HOUR_MEASURE && line.usagePerMonth === null);
  if (!fixed?.complete || !payPerUse.complete || !byHour) return null;
  const perUse = toUnits(decimal(payPerUse.amount.amount));
  if (perUse === 0n) return null;
  const hours = toUnits(decimal(fixed.amount.amount)) * BigInt(quote.hoursPerMonth);
  return Number((hours + perUse - 1n) / perUse);
}

/** Discount as tenths of a percent, when that is exactly what it is. */
export function exactPerMille({ officialAmount, discountAmount }: ModeTotals): number | null {
  const official = toUnits(decimal(officialAmount.amount));
  const off = toUnits(decimal(discountAmount.amount)) * 1000n;
  return official !== 0n && off % official === 0n ? Number(off / official) : null;
}
