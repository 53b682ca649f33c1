import { summaryFilters } from '@/lib/bills/filters';
import { summaryListSchema } from '@/lib/bills/schema';
import { listSummary } from '@/lib/bills/list-summary.server';
import { otherMethods } from '@/lib/http/other-methods.server';
import { apiGet } from '@/lib/http/route.server';

export const GET = apiGet({ query: summaryFilters, response: summaryListSchema }, ({ ctx, query }) =>
  listSummary(ctx, query),
);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET');
