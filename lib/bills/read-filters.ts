import type { Cycle } from '@/lib/cycles';
import type { FieldSet, FilterProblem, Filters, FilterValues, RawParams } from '@/lib/query/filters';
import { type PeriodFilters, periodProblem } from './period';

export interface ReadFilters<V> {
  values: V;
  problems: FilterProblem[];
}

/** Filters of an address; a period that the upstream does not keep falls back to the open cycle and is reported. */
export function readBillFilters<F extends FieldSet>(
  definition: Filters<F>,
  raw: RawParams,
  thisCycle: Cycle,
): ReadFilters<FilterValues<F>> {
  const { values, problems } = definition.parse(raw);
  return keptPeriod({ values, problems }, thisCycle);
}

export function keptPeriod<V>({ values, problems }: ReadFilters<V>, thisCycle: Cycle): ReadFilters<V> {
  // Every bill view has these three fields.
  const problem = periodProblem(values as unknown as PeriodFilters, thisCycle);
  if (!problem) return { values, problems };
  return { values: { ...values, cycle: null, from: null, to: null }, problems: [...problems, problem] };
}
