import { changePerMille, compare, type Decimal, decimal, type Money, subtract } from '@/lib/money';

const WORTH_A_LOOK_PER_MILLE = 200;
const WORTH_A_LOOK = decimal('100');

/**
 * More than 20 % and more than 100 in the currency above what it is compared with: worth a look. A month that is not
 * over is below the one before it as a rule, so a fall says nothing yet.
 */
export function isHot(now: Money, before: Money): boolean {
  const change = changePerMille(before.amount as Decimal, now.amount as Decimal);
  const difference = subtract(now.amount as Decimal, before.amount as Decimal);
  return change !== null && change > WORTH_A_LOOK_PER_MILLE && compare(difference, WORTH_A_LOOK) > 0;
}
