import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { fetchJson } from '@/lib/http/fetch-json';
import {
  type ExpenditureFilters,
  expenditureFilters,
  type SummaryFilters,
  summaryFilters,
  type UsageFilters,
  usageFilters,
} from './filters';
import type { ExpenditureList, SummaryList, UsageList } from './schema';

export function summaryQuery(filters: SummaryFilters) {
  return queryOptions({
    queryKey: ['bills', 'summary', filters],
    queryFn: ({ signal }) =>
      fetchJson<SummaryList>(`/api/v1/bills/summary?${summaryFilters.toSearch(filters)}`, signal),
    placeholderData: keepPreviousData,
  });
}

export function usageQuery(filters: UsageFilters) {
  return queryOptions({
    queryKey: ['bills', 'usage', filters],
    queryFn: ({ signal }) => fetchJson<UsageList>(`/api/v1/bills/usage?${usageFilters.toSearch(filters)}`, signal),
    placeholderData: keepPreviousData,
  });
}

export function expendituresQuery(filters: ExpenditureFilters) {
  return queryOptions({
    queryKey: ['bills', 'expenditures', filters],
    queryFn: ({ signal }) =>
      fetchJson<ExpenditureList>(`/api/v1/bills/expenditures?${expenditureFilters.toSearch(filters)}`, signal),
    placeholderData: keepPreviousData,
  });
}
