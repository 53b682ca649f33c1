import { otherMethods } from '@/lib/http/other-methods.server';
import { apiGet } from '@/lib/http/route.server';
import { overviewFilters } from '@/lib/overview/filters';
import { overviewSchema } from '@/lib/overview/schema';
import { getOverview } from '@/lib/overview/service.server';

export const GET = apiGet({ query: overviewFilters, response: overviewSchema }, ({ ctx, query }) =>
  getOverview(ctx, query),
);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET');
