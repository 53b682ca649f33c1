import { otherMethods } from '@/lib/http/other-methods.server';
import { apiGet, apiPost } from '@/lib/http/route.server';
import { newViewSchema, viewListSchema, viewSchema } from '@/lib/views/schema';
import { createView, listViews } from '@/lib/views/service.server';

export const GET = apiGet({ response: viewListSchema }, ({ ctx }) => listViews(ctx));
export const POST = apiPost({ body: newViewSchema, response: viewSchema, status: 201 }, ({ ctx, body }) =>
  createView(ctx, body),
);
export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET', 'POST');
