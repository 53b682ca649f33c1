import type { Route } from 'next';
import type { ExploreFilters } from '@/lib/explore/filters';
import type { Explore } from '@/lib/explore/schema';
import { cyclesOfSpan, dayLimits, spanOf } from '@/lib/explore/span';
import { NO_CODE } from '@/lib/bills/no-code';
import { type Dimension, dimensions } from '@/lib/explore/words';
import { paths } from '@/lib/paths';

/** What one looks at next, once a thing is chosen. */
const NEXT: readonly Dimension[] = ['service', 'resourceType', 'region', 'project', 'resource'];

/** The view of one row: its codes become filters, and it is broken down by what comes next. */
export function drilled(filters: ExploreFilters, key: readonly string[]): Partial<ExploreFilters> {
  const chosen = Object.fromEntries(
    filters.by.map((dimension, index) => [dimension, { exclude: false, values: [key[index] ?? ''] }]),
  );
  const isFixed = (dimension: Dimension) => filters.by.includes(dimension) || filters[dimension]?.values.length === 1;
  const next = NEXT.find((dimension) => !isFixed(dimension)) ?? 'resource';
  return { ...chosen, by: [next] };
}

/** The view of one step: its month, or its day. */
export function narrowed(step: string): Partial<ExploreFilters> {
  const none = { period: null, cycle: null, from: null, to: null };
  return step.length === 7 ? { ...none, cycle: step, step: 'day' } : { ...none, from: step, to: step };
}

/** What stands for no code in a filter of lines; null where none can. */
const NONE: Readonly<Record<Dimension, string | null>> = {
  ...{ service: NO_CODE, resourceType: NO_CODE, region: NO_CODE, resource: NO_CODE, sku: NO_CODE, project: 'null' },
  ...{ account: null, mode: null, type: null, tag: null },
};

/** Whether lines are found by what is asked here: the list has no filter for units, of which usage may have several. */
export const hasLines = ({ measure, blocks }: Pick<Explore, 'measure' | 'blocks'>): boolean =>
  measure !== 'usage' || new Set(blocks.map(({ unit }) => unit)).size === 1;

/**
 * The lines of a view or of one of its rows on the page of expenditures; null where that page has no filter for what is
 * asked here, since other lines would not be these. @param today in GMT+8
 */
export function linesHref(filters: ExploreFilters, today: string, key: readonly string[] = []): Route | null {
  const search: Record<string, string> = {};
  for (const dimension of dimensions) {
    const at = filters.by.indexOf(dimension);
    const own = key.length > 0 && at >= 0 ? { exclude: false, values: [key[at] ?? ''] } : filters[dimension];
    if (own === null || own.values.length === 0) continue;
    const [value = ''] = own.values;
    const asked = value === '' ? NONE[dimension] : dimension === 'tag' ? `${filters.tagKey}=${value}` : value;
    if (own.exclude || own.values.length > 1 || asked === null) return null;
    search[dimension] = asked;
  }
  const span = spanOf(filters, today);
  const cycles = cyclesOfSpan(span);
  const days = dayLimits(span, today);
  return paths.expenditures({
    ...(cycles.length === 1 ? { cycle: cycles[0] } : { from: cycles[0], to: cycles.at(-1) }),
    ...(days && { fromDay: days.from, toDay: days.to }),
    ...search,
  });
}
