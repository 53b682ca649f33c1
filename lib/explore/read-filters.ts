import type { FieldSet, FilterProblem, Filters, RawParams } from '@/lib/query/filters';
import { type SpanFilters, spanProblem } from './span';
import type { Step } from './words';

/** Filters of an address; a span that cannot be falls back to the usual one and is reported. */
export function readExploreFilters<F extends FieldSet>(definition: Filters<F>, raw: RawParams, today: string) {
  return keptSpan(definition.parse(raw), today);
}

export function keptSpan<V>(
  { values, problems }: { values: V; problems: FilterProblem[] },
  today: string,
): { values: V; problems: FilterProblem[] } {
  // Both definitions of this folder have the fields of a span.
  const span = values as unknown as SpanFilters & { step?: Step };
  const problem = spanProblem(span, today);
  if (!problem) return { values, problems };
  if (problem.field === 'step')
    return { values: { ...values, step: 'month' as const }, problems: [...problems, problem] };
  // The days belong together: with one of them the others go.
  const gone = (['cycle', 'from', 'to'] as const).filter((field) => span[field] && field !== problem.field);
  return {
    values: { ...values, period: null, cycle: null, from: null, to: null },
    problems: [...problems, problem, ...gone.map((field) => ({ field, problem: `goes with ${problem.field}` }))],
  };
}
