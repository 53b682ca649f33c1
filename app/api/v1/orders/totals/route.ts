import { otherMethods } from '@/lib/http/other-methods.server';
import { apiGet } from '@/lib/http/route.server';
import { orderFilters } from '@/lib/orders/filters';
import { sumOrders } from '@/lib/orders/order-totals.server';
import { orderTotalsSchema } from '@/lib/orders/schema';

export const GET = apiGet({ query: orderFilters, response: orderTotalsSchema }, ({ ctx, query }) =>
  sumOrders(ctx, query),
);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET');
