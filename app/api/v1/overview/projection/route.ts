import { otherMethods } from '@/lib/http/other-methods.server';
import { apiGet } from '@/lib/http/route.server';
import { overviewFilters } from '@/lib/overview/filters';
import { projectionSchema } from '@/lib/overview/projection-schema';
import { getProjection } from '@/lib/overview/projection.server';

export const GET = apiGet({ query: overviewFilters, response: projectionSchema }, ({ ctx, query }) =>
  getProjection(ctx, query),
);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET');
