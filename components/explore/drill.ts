import type { Route } from 'next';
import type { ExploreFilters } from '@/lib/explore/filters';
import type { Explore, ExploreRow } from '@/lib/explore/schema';
import { cyclesOfSpan, dayLimits, spanOf } from '@/lib/explore/span';
import { type Dimension, dimensions } from '@/lib/explore/words';
import { paths } from '@/lib/paths';
import { listText, LONGEST_VALUE, MOST_VALUES, onlyValue, type ValueList } from '@/lib/query/value-list';

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

/** Whether lines are found by what is asked here: the list has no filter for units, of which usage may have several. */
export const hasLines = ({ measure, blocks }: Pick<Explore, 'measure' | 'blocks'>): boolean =>
  measure !== 'usage' || new Set(blocks.map(({ unit }) => unit)).size === 1;

/**
 * The filters with the days that a figure is of: a comparison leaves out a day that is not over, and what is gone had its
 * lines in the compared span.
 */
export const answered = (
  filters: ExploreFilters,
  { compared, span }: Pick<Explore, 'compared' | 'span'>,
  { lines }: Pick<ExploreRow, 'lines'>,
): ExploreFilters =>
  compared === null ? filters : { ...filters, period: null, cycle: null, ...(lines > 0 ? span : compared) };

/**
 * The lines of a view or of one of its rows on the page of expenditures; null where that page has no filter for what is
 * asked here, since other lines would not be these. @param today in GMT+8
 */
export function linesHref(filters: ExploreFilters, today: string, key: readonly string[] = []): Route | null {
  const chosen = filters.by.map((dimension, at) => [dimension, { exclude: false, values: [key[at] ?? ''] }] as const);
  return listHref({ ...filters, ...(key.length > 0 ? Object.fromEntries(chosen) : {}) }, today);
}

/** The view of everything that is in none of the rows; null where they are too many to be named, or of several things. */
export function othersView(filters: ExploreFilters, rows: readonly ExploreRow[]): Partial<ExploreFilters> | null {
  const [dimension, second] = filters.by;
  if (dimension === undefined || second !== undefined) return null;
  const shown = rows.map(({ key }) => key[0] ?? '');
  const own = filters[dimension];
  const rest: ValueList =
    own === null || own.exclude
      ? { exclude: true, values: [...new Set([...(own?.values ?? []), ...shown])] }
      : { exclude: false, values: own.values.filter((value) => !shown.includes(value)) };
  return rest.values.length > 0 && fitsAddress(rest) ? { [dimension]: rest } : null;
}

/** Of all that a browser or server takes for an address, so much at most. */
const LONGEST_LIST = 6000;

const fitsAddress = (list: ValueList): boolean =>
  list.values.length <= MOST_VALUES &&
  list.values.every(({ length }) => length <= LONGEST_VALUE) &&
  encodeURIComponent(listText(list)).length <= LONGEST_LIST;

/** The lines of {@link othersView}. */
export function othersHref(filters: ExploreFilters, today: string, rows: readonly ExploreRow[]): Route | null {
  const others = othersView(filters, rows);
  return others && listHref({ ...filters, ...others }, today);
}

/** What is said of nothing allocated in a filter of lines. */
const NOT_ALLOCATED = 'null';

function listHref(filters: ExploreFilters, today: string): Route | null {
  const search: Record<string, string> = {};
  for (const dimension of dimensions) {
    const own = filters[dimension];
    if (own === null || own.values.length === 0) continue;
    const asked = dimension === 'account' ? onlyValue(own) : listText(lineValues(dimension, own, filters.tagKey));
    if (asked === null) return null;
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

/** The same values as the page of lines has them. */
function lineValues(dimension: Dimension, { exclude, values }: ValueList, tagKey: string | null): ValueList {
  if (dimension === 'tag') return { exclude, values: values.map((value) => `${tagKey}=${value}`) };
  if (dimension !== 'project') return { exclude, values };
  return { exclude, values: values.map((value) => (value === '' ? NOT_ALLOCATED : value)) };
}
