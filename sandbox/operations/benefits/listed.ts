import type { BenefitView } from '../../world/benefits/benefit';

/** Used, expired and recycled ones are returned for the last twelve months only (section 3.5). */
export function isListed({ endedAt }: BenefitView, now: number): boolean {
  if (endedAt === null) return true;
  const yearAgo = new Date(now);
  yearAgo.setUTCFullYear(yearAgo.getUTCFullYear() - 1);
  return endedAt >= yearAgo.getTime();
}
