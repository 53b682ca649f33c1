import { add, compare, type Decimal, money, subtract, sum, times, ZERO } from '@/lib/money';
import type { ModeAmounts, ModeTotals, QuotedDiscount } from './schema';

/** A discount of the upstream on one line. */
export interface LineDiscount {
  id: string | null;
  type: number | null;
  name: string | null;
  amount: Decimal;
  discountAmount: Decimal;
  best: boolean;
}

/** What the upstream answered for one line and one unit of time. */
export interface LineRating {
  official: Decimal;
  /** What is paid when the upstream says so itself (pay-per-use); null when one of `discounts` decides. */
  own: { amount: Decimal; discountAmount: Decimal } | null;
  discounts: readonly LineDiscount[];
}

/** One mode of a quote: ratings by line, in the upstream's own unit of time. */
export interface ModeRating {
  ratings: ReadonlyMap<string, LineRating>;
  /** How often that unit of time is paid. */
  times: number;
  currency: string;
}

const keyOf = ({ id, type, name }: LineDiscount) => JSON.stringify([id, type, name]);

/**
 * The discount that the amounts are with: an order uses one of them, so it is one for all lines. The upstream's own
 * best offer, and where lines were asked one by one and differ, the one that takes most off.
 */
export function bestDiscount(ratings: Iterable<LineRating>): string | null {
  const candidates = new Map<string, { best: boolean; off: Decimal }>();
  for (const rating of ratings) {
    if (rating.own) continue;
    for (const discount of rating.discounts) {
      const known = candidates.get(keyOf(discount)) ?? { best: false, off: ZERO };
      candidates.set(keyOf(discount), {
        best: known.best || discount.best,
        off: add(known.off, discount.discountAmount),
      });
    }
  }
  let chosen: { key: string; best: boolean; off: Decimal } | null = null;
  for (const [key, { best, off }] of candidates) {
    const better = !chosen || (best === chosen.best ? compare(off, chosen.off) > 0 : best);
    if (better) chosen = { key, best, off };
  }
  return chosen?.key ?? null;
}

/** What a line costs over the span, with the discount chosen for the mode. */
export function lineAmounts(rating: LineRating, best: string | null, mode: Omit<ModeRating, 'ratings'>): ModeAmounts {
  const { official, amount, discountAmount } = paid(rating, best);
  const over = (value: Decimal) => money(times(value, mode.times), mode.currency);
  return { officialAmount: over(official), discountAmount: over(discountAmount), amount: over(amount) };
}

function paid(rating: LineRating, best: string | null) {
  const { official, own, discounts } = rating;
  if (own) return { official, ...own };
  const discount = discounts.find((candidate) => keyOf(candidate) === best);
  // A line that the discount does not cover is paid at list price.
  return { official, amount: discount?.amount ?? official, discountAmount: discount?.discountAmount ?? ZERO };
}

/** Sums over the lines that have a price. `complete` is for the caller to say: it knows how many were asked. */
export function modeTotals({ ratings, times: count, currency }: ModeRating): Omit<ModeTotals, 'complete'> {
  const all = [...ratings.values()];
  const best = bestDiscount(all);
  const lines = all.map((rating) => paid(rating, best));
  const over = (values: Decimal[]) => money(times(sum(values), count), currency);
  return {
    officialAmount: over(lines.map(({ official }) => official)),
    discountAmount: over(lines.map(({ discountAmount }) => discountAmount)),
    amount: over(lines.map(({ amount }) => amount)),
    discounts: listDiscounts(all, best).map(({ first, off, amount, bestOffer }) => ({
      discountId: first.id,
      discountType: first.type,
      discountName: first.name,
      discountAmount: over([off]),
      amount: over([amount]),
      bestOffer,
    })) satisfies QuotedDiscount[],
  };
}

function listDiscounts(ratings: readonly LineRating[], best: string | null) {
  const firsts = new Map<string, LineDiscount>();
  for (const discount of ratings.flatMap(({ discounts }) => discounts)) {
    if (!firsts.has(keyOf(discount))) firsts.set(keyOf(discount), discount);
  }
  return [...firsts].map(([key, first]) => {
    let off = ZERO;
    let amount = ZERO;
    let isOwn = true;
    for (const { official, own, discounts } of ratings) {
      const mine = discounts.find((candidate) => keyOf(candidate) === key);
      amount = add(amount, mine?.amount ?? official);
      off = add(off, mine?.discountAmount ?? ZERO);
      if (!own || compare(own.amount, mine?.amount ?? official) !== 0) isOwn = false;
    }
    return { first, off, amount, bestOffer: key === best || isOwn };
  });
}

/** What a discount took off, when the upstream only gives both prices. */
export const takenOff = (official: Decimal, amount: Decimal): Decimal => subtract(official, amount);
