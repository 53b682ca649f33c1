import { decimal, type Money, money, sum } from '@/lib/money';
import { priceModes } from './compare';
import type { PriceMode } from './catalogue';
import type { Quote } from './schema';

/** How many lines a total holds, and how many it should. */
export interface Coverage {
  priced: number;
  lines: number;
}

/** The lines that have a price in a mode: with none the total is not zero but unknown. */
export function coverageOf({ lines }: Pick<Quote, 'lines'>, mode: PriceMode): Coverage {
  return { priced: lines.filter((line) => line[mode] !== null).length, lines: lines.length };
}

/**
 * What everything costs when the lines that cannot be bought monthly or yearly are paid by use: exact, over the span
 * of the quote. Null for a mode that needs no such help, has no line of its own, or lacks a line in both ways.
 */
export function mixedTotals({ lines, currency }: Pick<Quote, 'lines' | 'currency'>): Record<PriceMode, Money | null> {
  const mixed = (mode: PriceMode): Money | null => {
    const { priced, lines: all } = coverageOf({ lines }, mode);
    if (mode === 'payPerUse' || priced === 0 || priced === all) return null;
    const amounts = lines.flatMap((line) => (line[mode] ?? line.payPerUse)?.amount ?? []);
    if (amounts.length < all) return null;
    return money(sum(amounts.map(({ amount }) => decimal(amount))), currency);
  };
  const [payPerUse, monthly, yearly] = priceModes;
  return { payPerUse: mixed(payPerUse), monthly: mixed(monthly), yearly: mixed(yearly) };
}
