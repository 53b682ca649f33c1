import { otherMethods } from '@/lib/http/other-methods.server';
import { apiGet } from '@/lib/http/route.server';
import { orderFilters } from '@/lib/orders/filters';
import { listOrders } from '@/lib/orders/list-orders.server';
import { orderListSchema } from '@/lib/orders/schema';

export const GET = apiGet({ query: orderFilters, response: orderListSchema }, ({ ctx, query }) =>
  listOrders(ctx, query),
);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET');
