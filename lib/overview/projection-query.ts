import { queryOptions } from '@tanstack/react-query';
import { fetchJson } from '@/lib/http/fetch-json';
import { paths } from '@/lib/paths';
import type { OverviewFilters } from './filters';
import type { ProjectionAnswer } from './projection-schema';

export function projectionQuery({ account }: OverviewFilters) {
  return queryOptions({
    queryKey: ['projection', account],
    queryFn: ({ signal }) => fetchJson<ProjectionAnswer>(paths.api.projection({ account }), signal),
  });
}
