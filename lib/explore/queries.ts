import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { fetchJson } from '@/lib/http/fetch-json';
import { paths } from '@/lib/paths';
import { type ChoiceFilters, choiceFilters, type ExploreFilters, exploreFilters } from './filters';
import type { Choices, Explore } from './schema';

/** The kind of chart is how an answer is drawn, not what is asked. */
export const askedOf = (filters: ExploreFilters): ExploreFilters => ({ ...filters, chart: 'bars' });

export function exploreQuery(filters: ExploreFilters) {
  const asked = askedOf(filters);
  return queryOptions({
    queryKey: ['explore', asked],
    queryFn: ({ signal }) => fetchJson<Explore>(paths.api.explore(exploreFilters.toSearch(asked)), signal),
    placeholderData: keepPreviousData,
  });
}

export function choicesQuery(filters: Partial<ChoiceFilters>) {
  return queryOptions({
    queryKey: ['explore', 'choices', filters],
    queryFn: ({ signal }) => fetchJson<Choices>(paths.api.exploreChoices(choiceFilters.toSearch(filters)), signal),
    placeholderData: keepPreviousData,
  });
}
