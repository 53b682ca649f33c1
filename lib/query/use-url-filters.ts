'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { FieldSet, FilterProblem, Filters, FilterValues } from './filters';

export interface UrlFilters<F extends FieldSet> {
  filters: FilterValues<F>;
  /** What in the address could not be read; the defaults stand in for it. */
  problems: FilterProblem[];
  /** Changes the address and so the view. Any change but of the page itself starts again at the first page. */
  setFilters(change: Partial<FilterValues<F>>): void;
  /** The address of the same page with a change, for links. */
  searchFor(change: Partial<FilterValues<F>>): string;
}

const positions = ['page', 'cursor'];

export function useUrlFilters<F extends FieldSet>(definition: Filters<F>): UrlFilters<F> {
  const searchParams = useSearchParams();
  const { values, problems } = useMemo(
    () => definition.parse(new URLSearchParams(searchParams)),
    [definition, searchParams],
  );
  const searchFor = useCallback(
    (change: Partial<FilterValues<F>>) => changed(definition, values, change),
    [definition, values],
  );
  const whenFollowed = useWhenFollowed();
  const setFilters = useCallback(
    (change: Partial<FilterValues<F>>) =>
      whenFollowed(() => {
        // The address itself, not what was last drawn: two quick changes are both kept.
        const latest = definition.parse(new URLSearchParams(window.location.search)).values;
        // pushState, not router.push: the query refetches through the API and the server page is left alone.
        window.history.pushState(null, '', changed(definition, latest, change));
      }),
    [definition, whenFollowed],
  );
  return { filters: values, problems, setFilters, searchFor };
}

/**
 * The router follows `pushState` from its first effect on. A click that comes between the page's first commit and its
 * effects would change the address and nothing else, so it waits for them.
 */
function useWhenFollowed(): (change: () => void) => void {
  const waiting = useRef<(() => void)[] | null>([]);
  useEffect(() => {
    // The router stands above: its effect runs after this one, and before any task.
    queueMicrotask(() => {
      const changes = waiting.current ?? [];
      waiting.current = null;
      for (const change of changes) change();
    });
  }, []);
  return useCallback((change) => {
    if (waiting.current) waiting.current.push(change);
    else change();
  }, []);
}

function changed<F extends FieldSet>(
  definition: Filters<F>,
  values: FilterValues<F>,
  change: Partial<FilterValues<F>>,
): string {
  const reset = Object.keys(change).some((name) => positions.includes(name)) ? {} : firstPage(definition);
  const search = definition.toSearch({ ...values, ...reset, ...change });
  return search ? `?${search}` : '?';
}

function firstPage<F extends FieldSet>(definition: Filters<F>): Partial<FilterValues<F>> {
  const reset: Record<string, unknown> = {};
  for (const name of positions) {
    const field = definition.fields[name];
    if (field) reset[name] = field.fallback;
  }
  return reset as Partial<FilterValues<F>>;
}
