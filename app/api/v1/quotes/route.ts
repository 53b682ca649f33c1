import { otherMethods } from '@/lib/http/other-methods.server';
import { apiPost } from '@/lib/http/route.server';
import { quoteRequestSchema, quoteSchema } from '@/lib/prices/schema';
import { quote } from '@/lib/prices/service.server';

export const POST = apiPost({ body: quoteRequestSchema, response: quoteSchema }, ({ ctx, body }) => quote(ctx, body));
export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods('POST');
