import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { fetchJson } from '@/lib/http/fetch-json';
import { type ResourceFilters, resourceFilters } from './filters';
import type { ResourceList } from './schema';

export function resourceListQuery(filters: ResourceFilters) {
  return queryOptions({
    queryKey: ['resources', 'list', filters],
    queryFn: ({ signal }) => fetchJson<ResourceList>(`/api/v1/resources?${resourceFilters.toSearch(filters)}`, signal),
    placeholderData: keepPreviousData,
  });
}
