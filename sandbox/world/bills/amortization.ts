import type { Units } from '../../wire/amounts';
import { cycleOf, dayOf, daysIn, firstDayOf } from '../../wire/times';
import type { Line } from './source';
import { emptyLine } from './source';
import type { SingleLine } from './single-line';

/** The days (GMT+08:00) over which a charge is spread; both ends are included. */
export interface Spread {
  from: number;
  to: number;
}

const MONTHLY_PAYMENT = 18;

/**
 * What an order bought is spread over the days of its term, what it gave back over the days that were left, a monthly
 * payment over the days of its month. Everything else counts on the day it was charged.
 */
export function spreadOf(line: SingleLine): Spread {
  const day = dayOf(line.at);
  if (line.billType === MONTHLY_PAYMENT) {
    const cycle = cycleOf(line.at);
    return { from: firstDayOf(cycle), to: firstDayOf(cycle) + daysIn(cycle) - 1 };
  }
  if (line.term === null) return { from: day, to: day };
  const from = dayOf(line.term.from);
  return { from, to: Math.max(from, dayOf(line.term.to)) };
}

/**
 * The part of an amount that falls on some of the days it is spread over: equal parts by largest remainder, so that the
 * first days take the odd units and all days together are the amount.
 */
export function partOf(amount: Units, over: Spread, days: Spread): Units {
  const [from, to] = [Math.max(over.from, days.from), Math.min(over.to, days.to)];
  if (from > to) return 0;
  const count = over.to - over.from + 1;
  const size = Math.abs(amount);
  const rest = size % count;
  const upTo = (reached: number) => reached * ((size - rest) / count) + Math.min(reached, rest);
  const part = upTo(to - over.from + 1) - upTo(from - over.from);
  return amount < 0 ? -part : part;
}

/** Official amount, amount and the parts that were paid without money, of the days given. */
export function linePart(
  line: SingleLine,
  days: Spread,
): Pick<Line, 'official' | 'amount' | 'coupon' | 'flexi' | 'card'> {
  const whole = emptyLine();
  line.read(0, whole, { at: Infinity, corrections: [] });
  const over = spreadOf(line);
  const part = (amount: Units) => partOf(amount, over, days);
  return {
    official: part(whole.official),
    amount: part(whole.amount),
    coupon: part(whole.coupon),
    flexi: part(whole.flexi),
    card: part(whole.card),
  };
}
