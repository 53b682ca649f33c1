'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
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
    (change: Partial<FilterValues<F>>) => {
      const reset = Object.keys(change).some((name) => positions.includes(name)) ? {} : firstPage(definition);
      const search = definition.toSearch({ ...values, ...reset, ...change });
      return search ? `?${search}` : '?';
    },
    [definition, values],
  );
  const setFilters = useCallback(
    // pushState, not router.push: the query refetches through the API and the server page is left alone.
    (change: Partial<FilterValues<F>>) => window.history.pushState(null, '', searchFor(change)),
    [searchFor],
  );
  return { filters: values, problems, setFilters, searchFor };
}

function firstPage<F extends FieldSet>(definition: Filters<F>): Partial<FilterValues<F>> {
  const reset: Record<string, unknown> = {};
  for (const name of positions) {
    const field = definition.fields[name];
    if (field) reset[name] = field.fallback;
  }
  return reset as Partial<FilterValues<F>>;
}
