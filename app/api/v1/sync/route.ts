import { otherMethods } from '@/lib/http/other-methods.server';
import { apiGet, apiPost } from '@/lib/http/route.server';
import { askSync } from '@/lib/sync/ask-sync.server';
import { syncFilters } from '@/lib/sync/filters';
import { getSync } from '@/lib/sync/list-sync.server';
import { syncAcceptedSchema, syncOverviewSchema, syncRequestSchema } from '@/lib/sync/schema';

export const GET = apiGet({ needs: 'read-sync', query: syncFilters, response: syncOverviewSchema }, ({ ctx, query }) =>
  getSync(ctx, query),
);
export const POST = apiPost(
  { needs: 'manage', body: syncRequestSchema, response: syncAcceptedSchema, status: 202 },
  ({ ctx, body }) => askSync(ctx, body),
);
export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET', 'POST');
