import { changePerMille, compare, type Decimal, decimal, type Money, negate, subtract } from '@/lib/money';

const WORTH_A_LOOK_PER_MILLE = 200;
const WORTH_A_LOOK = decimal('100');

/** More than 20 % and more than 100 in the currency: a change that somebody may want to know about. */
export function isHot(now: Money, before: Money): boolean {
  const change = changePerMille(before.amount as Decimal, now.amount as Decimal);
  const difference = subtract(now.amount as Decimal, before.amount as Decimal);
  const size = difference.startsWith('-') ? negate(difference) : difference;
  return change !== null && Math.abs(change) > WORTH_A_LOOK_PER_MILLE && compare(size, WORTH_A_LOOK) > 0;
}
