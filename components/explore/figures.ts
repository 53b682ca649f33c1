import { changePerMille, decimal, divideRounded, toUnits } from '@/lib/money';

interface Compared {
  total: string;
  before: string | null;
}

/** Change in tenths of a percent; null when there is nothing to compare with. */
export const moved = ({ total, before }: Compared): number | null =>
  before === null ? null : changePerMille(decimal(before), decimal(total));

const NOTABLE_PER_MILLE = 200;
const NOTABLE = 100n * 10n ** 10n;

/** More than 20 % and more than 100 in the unit deserve a look. */
export function isHot({ total, before }: Compared): boolean {
  const change = moved({ total, before });
  if (before === null || change === null) return false;
  const difference = toUnits(decimal(total)) - toUnits(decimal(before));
  return Math.abs(change) > NOTABLE_PER_MILLE && (difference > NOTABLE || difference < -NOTABLE);
}

/** Tenths of a percent of a whole, rounded half away from zero; null when there is none. */
export function sharePerMille(part: string, whole: string): number | null {
  const all = toUnits(decimal(whole));
  if (all === 0n) return null;
  const [units, by] = all < 0n ? [-toUnits(decimal(part)), -all] : [toUnits(decimal(part)), all];
  return Number(divideRounded(units * 1000n, by));
}
