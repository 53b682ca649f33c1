import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { fetchJson } from '@/lib/http/fetch-json';
import { type OverviewFilters, overviewFilters } from './filters';
import type { Overview } from './schema';

export function overviewQuery(filters: OverviewFilters) {
  return queryOptions({
    queryKey: ['overview', filters],
    queryFn: ({ signal }) => fetchJson<Overview>(`/api/v1/overview?${overviewFilters.toSearch(filters)}`, signal),
    placeholderData: keepPreviousData,
  });
}
