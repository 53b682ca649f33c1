import { accountId, defineFilters, type FilterValues, month } from '@/lib/query/filters';

export const syncFilters = defineFilters({ account: accountId() });
export type SyncFilters = FilterValues<(typeof syncFilters)['fields']>;

export const syncChangeFilters = defineFilters({ account: accountId(), cycle: month() });
export type SyncChangeFilters = FilterValues<(typeof syncChangeFilters)['fields']>;
