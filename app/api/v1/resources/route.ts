import { otherMethods } from '@/lib/http/other-methods.server';
import { apiGet } from '@/lib/http/route.server';
import { resourceFilters } from '@/lib/resources/filters';
import { resourceListSchema } from '@/lib/resources/schema';
import { listResources } from '@/lib/resources/service.server';

export const GET = apiGet({ query: resourceFilters, response: resourceListSchema }, ({ ctx, query }) =>
  listResources(ctx, query),
);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET');
