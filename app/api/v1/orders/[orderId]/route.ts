import { otherMethods } from '@/lib/http/other-methods.server';
import { apiGet } from '@/lib/http/route.server';
import { getOrder } from '@/lib/orders/get-order.server';
import { orderDetailSchema } from '@/lib/orders/schema';

export const GET = apiGet({ response: orderDetailSchema }, ({ ctx, params }) => getOrder(ctx, params.orderId ?? ''));
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET');
