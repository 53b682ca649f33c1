import { usageFilters } from '@/lib/bills/filters';
import { usageListSchema } from '@/lib/bills/schema';
import { listUsage } from '@/lib/bills/service.server';
import { otherMethods } from '@/lib/http/other-methods.server';
import { apiGet } from '@/lib/http/route.server';

export const GET = apiGet({ query: usageFilters, response: usageListSchema }, ({ ctx, query }) =>
  listUsage(ctx, query),
);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET');
