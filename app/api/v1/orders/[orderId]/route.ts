import { otherMethods } from '@/lib/http/other-methods.server';
import { apiGet } from '@/lib/http/route.server';
import { getOrder } from '@/lib/orders/get-order.server';
import { orderDetailFilters } from '@/lib/orders/filters';
import { orderDetailSchema } from '@/lib/orders/schema';

export const GET = apiGet({ query: orderDetailFilters, response: orderDetailSchema }, ({ ctx, params, query }) =>
  getOrder(ctx, params.orderId ?? '', query.account),
);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET');
