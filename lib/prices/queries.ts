import { keepPreviousData, queryOptions, skipToken } from '@tanstack/react-query';
import { fetchJson, postJson } from '@/lib/http/fetch-json';
import { quoteRequestOf } from './estimate';
import { type Estimate, type ProductFilters, productFilters } from './filters';
import type { ProductList, Quote } from './schema';

/** The prices of an estimate; nothing is asked while it is empty. */
export function quoteQuery(estimate: Estimate) {
  const request = quoteRequestOf(estimate);
  return queryOptions({
    queryKey: ['prices', 'quote', request],
    queryFn: request ? ({ signal }) => postJson<Quote>('/api/v1/quotes', request, signal) : skipToken,
    placeholderData: keepPreviousData,
  });
}

/** What can be added to an estimate: facts that do not change while a page is open. */
export function productListQuery(filters: ProductFilters) {
  return queryOptions({
    queryKey: ['prices', 'products', filters],
    queryFn: ({ signal }) => fetchJson<ProductList>(`/api/v1/products?${productFilters.toSearch(filters)}`, signal),
    staleTime: Infinity,
  });
}
