import { otherMethods } from '@/lib/http/other-methods.server';
import { apiGet } from '@/lib/http/route.server';
import { productFilters } from '@/lib/prices/filters';
import { listProducts } from '@/lib/prices/list-products.server';
import { productListSchema } from '@/lib/prices/schema';

export const GET = apiGet({ query: productFilters, response: productListSchema }, ({ ctx, query }) =>
  listProducts(ctx, query),
);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET');
