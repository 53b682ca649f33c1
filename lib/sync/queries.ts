import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { fetchJson } from '@/lib/http/fetch-json';
import { paths } from '@/lib/paths';
import { type SyncFilters, syncFilters } from './filters';
import type { SyncChanges, SyncOverview } from './schema';

const WHILE_SYNCING_MS = 1500;
const AT_REST_MS = 15_000;

/** Asked again while something moves, and now and then when nothing does. */
export function syncQuery(filters: SyncFilters) {
  return queryOptions({
    queryKey: ['sync', filters],
    queryFn: ({ signal }) => fetchJson<SyncOverview>(paths.api.sync(syncFilters.toSearch(filters)), signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? WHILE_SYNCING_MS : AT_REST_MS),
  });
}

export const isMoving = ({ items, ledger }: SyncOverview): boolean =>
  ledger.state !== 'ready' || items.some(({ status, asked }) => status === 'syncing' || asked !== null);

export function syncChangesQuery(account: string, cycle: string) {
  return queryOptions({
    queryKey: ['sync', 'changes', account, cycle],
    queryFn: ({ signal }) => fetchJson<SyncChanges>(paths.api.syncChanges({ account, cycle }), signal),
  });
}
