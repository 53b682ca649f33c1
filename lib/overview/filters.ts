import { accountId, defineFilters, type FilterValues } from '@/lib/query/filters';

export const overviewFilters = defineFilters({ account: accountId() });
export type OverviewFilters = FilterValues<(typeof overviewFilters)['fields']>;
