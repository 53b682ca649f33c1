import type { Route } from 'next';
import type { ExploreFilters } from '@/lib/explore/filters';
import type { Explore } from '@/lib/explore/schema';
import { cycleOfDay, lastDay } from '@/lib/explore/span';
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

/** Filters that the lines have as well, by the name they have there. */
const LINE_FILTERS = ['account', 'service', 'region', 'project', 'mode', 'type', 'resource'] as const;
const NOT_ALLOCATED = 'null';

/**
 * The lines of a view or of one of its rows on the page of expenditures; null where that page has no filter for what is
 * asked here, since other lines would not be these.
 */
export function linesHref(
  filters: ExploreFilters,
  { span, states }: Pick<Explore, 'span' | 'states'>,
  key: readonly string[] = [],
): Route | null {
  const search: Record<string, string> = {};
  for (const dimension of dimensions) {
    const at = filters.by.indexOf(dimension);
    const own = key.length > 0 && at >= 0 ? { exclude: false, values: [key[at] ?? ''] } : filters[dimension];
    if (own === null || own.values.length === 0) continue;
    const field = LINE_FILTERS.find((name) => name === dimension);
    const [value = ''] = own.values;
    if (!field || own.exclude || own.values.length > 1 || (value === '' && field !== 'project')) return null;
    search[field] = value === '' ? NOT_ALLOCATED : value;
  }
  const [first, last] = [cycleOfDay(span.from), cycleOfDay(span.to)];
  const open = states[last] === 'open';
  if (!span.from.endsWith('-01') || (span.to !== lastDay(last) && !open)) return null;
  return paths.expenditures(first === last ? { cycle: first, ...search } : { from: first, to: last, ...search });
}
