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
  const mended =
    problem.field === 'step' ? { step: 'month' as const } : { period: null, cycle: null, from: null, to: null };
  return { values: { ...values, ...mended }, problems: [...problems, problem] };
}
