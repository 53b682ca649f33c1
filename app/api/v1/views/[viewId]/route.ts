import { otherMethods } from '@/lib/http/other-methods.server';
import { apiDelete, apiPatch } from '@/lib/http/route.server';
import { viewChangeSchema, viewSchema } from '@/lib/views/schema';
import { changeView, deleteView } from '@/lib/views/service.server';

export const PATCH = apiPatch({ body: viewChangeSchema, response: viewSchema }, ({ ctx, params, body }) =>
  changeView(ctx, params.viewId ?? '', body),
);
export const DELETE = apiDelete({}, ({ ctx, params }) => deleteView(ctx, params.viewId ?? ''));
export const { GET, POST, PUT, OPTIONS } = otherMethods('PATCH', 'DELETE');
