import { otherMethods } from '@/lib/http/other-methods.server';
import { apiGet } from '@/lib/http/route.server';
import { syncChangeFilters } from '@/lib/sync/filters';
import { getChanges } from '@/lib/sync/list-changes.server';
import { syncChangesSchema } from '@/lib/sync/schema';

export const GET = apiGet(
  { needs: 'read-sync', query: syncChangeFilters, response: syncChangesSchema },
  ({ ctx, query }) => getChanges(ctx, query),
);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET');
