'use client';

import { keptPeriod } from '@/lib/bills/read-filters';
import type { Cycle } from '@/lib/cycles';
import type { FieldSet, Filters } from '@/lib/query/filters';
import { type UrlFilters, useUrlFilters } from '@/lib/query/use-url-filters';

/** Filters of the address, with a period that can be read: the same values as the page prefetched. */
export function useBillFilters<F extends FieldSet>(definition: Filters<F>, thisCycle: Cycle): UrlFilters<F> {
  const { filters, problems, ...rest } = useUrlFilters(definition);
  const kept = keptPeriod({ values: filters, problems }, thisCycle);
  return { ...rest, filters: kept.values, problems: kept.problems };
}
