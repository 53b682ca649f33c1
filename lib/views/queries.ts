import { queryOptions } from '@tanstack/react-query';
import { deleteJson, fetchJson, patchJson, postJson } from '@/lib/http/fetch-json';
import { paths } from '@/lib/paths';
import type { NewView, View, ViewChange, ViewList } from './schema';

export function viewsQuery() {
  return queryOptions({
    queryKey: ['views'],
    queryFn: ({ signal }) => fetchJson<ViewList>(paths.api.views(), signal),
  });
}

export const createView = (view: NewView) => postJson<View>(paths.api.views(), view);
export const changeView = (id: string, change: ViewChange) => patchJson<View>(paths.api.view(id), change);
export const deleteView = (id: string) => deleteJson(paths.api.view(id));
