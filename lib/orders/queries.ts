import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { fetchJson } from '@/lib/http/fetch-json';
import { type OrderFilters, orderFilters } from './filters';
import type { OrderDetail, OrderList, OrderTotals } from './schema';

/** Key and fetcher live together; the page's prefetch takes the key and swaps the fetcher. */
export function orderListQuery(filters: OrderFilters) {
  return queryOptions({
    queryKey: ['orders', 'list', filters],
    queryFn: ({ signal }) => fetchJson<OrderList>(`/api/v1/orders?${orderFilters.toSearch(filters)}`, signal),
    placeholderData: keepPreviousData,
  });
}

export function orderTotalsQuery({ page: _page, pageSize: _size, sort: _sort, ...view }: OrderFilters) {
  return queryOptions({
    queryKey: ['orders', 'totals', view],
    queryFn: ({ signal }) => fetchJson<OrderTotals>(`/api/v1/orders/totals?${orderFilters.toSearch(view)}`, signal),
    placeholderData: keepPreviousData,
  });
}

export function orderDetailQuery(orderId: string) {
  return queryOptions({
    queryKey: ['orders', 'detail', orderId],
    queryFn: ({ signal }) => fetchJson<OrderDetail>(`/api/v1/orders/${encodeURIComponent(orderId)}`, signal),
  });
}
