import type { Cycle } from '@/lib/cycles';
import type { FieldSet, FilterProblem, Filters, FilterValues, RawParams } from '@/lib/query/filters';
import { readCursor } from './cursor';
import { cyclesOf, type PeriodFilters, periodProblem } from './period';

export interface ReadFilters<V> {
  values: V;
  problems: FilterProblem[];
}

/** Filters of an address; a period that cannot be falls back to the open cycle and is reported. */
export function readBillFilters<F extends FieldSet>(
  definition: Filters<F>,
  raw: RawParams,
  thisCycle: Cycle,
): ReadFilters<FilterValues<F>> {
  const { values, problems } = definition.parse(raw);
  return keptPeriod({ values, problems }, thisCycle);
}

/** An outdated or wrong place in a list leads to its beginning. */
function keptPlace<V>({ values, problems }: ReadFilters<V>, thisCycle: Cycle): ReadFilters<V> {
  const { cursor, sort, ...rest } = values as unknown as PeriodFilters & { cursor?: string | null; sort: string };
  if (cursor == null || readCursor({ sort, cycles: cyclesOf(rest, thisCycle) }, cursor)) return { values, problems };
  const problem = { field: 'cursor', problem: 'is not a place in this list, so it starts at its beginning' };
  return { values: { ...values, cursor: null }, problems: [...problems, problem] };
}

export function keptPeriod<V>(given: ReadFilters<V>, thisCycle: Cycle): ReadFilters<V> {
  const { values, problems } = given;
  // Every bill view has these three fields.
  const problem = periodProblem(values as unknown as PeriodFilters, thisCycle);
  if (!problem) return keptPlace(given, thisCycle);
  const period = { cycle: null, from: null, to: null };
  return keptPlace({ values: { ...values, ...period }, problems: [...problems, problem] }, thisCycle);
}
