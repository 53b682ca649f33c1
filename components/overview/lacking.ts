import type { Money } from '@/lib/money';
import { type Decimal, isZero } from '@/lib/money';
import type { Overview } from '@/lib/overview/schema';

/** Whether the ledger lacks a cycle of an account: then its state is not that of a bill, and its sums compare with nothing. */
export const isLacking = ({ unpublished }: Pick<Overview, 'unpublished'>, cycle: string): boolean =>
  unpublished.some((entry) => entry.cycle === cycle);

/** A sum of what is there; null when nothing is, which is no zero. */
export const knownSum = (
  overview: Pick<Overview, 'unpublished'>,
  cycle: string,
  sum: Money | undefined,
): Money | null => (sum === undefined || (isLacking(overview, cycle) && isZero(sum.amount as Decimal)) ? null : sum);
