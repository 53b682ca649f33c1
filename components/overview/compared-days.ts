import type { Overview } from '@/lib/overview/schema';

/** How many days of the month before are compared; null when it is the whole month. */
export const comparedDays = ({ comparedThrough }: Pick<Overview, 'comparedThrough'>): number | null =>
  comparedThrough === null ? null : Number(comparedThrough.slice(8, 10));
