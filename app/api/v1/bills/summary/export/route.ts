import { exportSummary } from '@/lib/bills/export-bills.server';
import { summaryFilters } from '@/lib/bills/filters';
import { otherMethods } from '@/lib/http/other-methods.server';
import { apiDownload } from '@/lib/http/route.server';

export const GET = apiDownload({ query: summaryFilters }, ({ ctx, query, labels }) =>
  exportSummary(ctx, query, { labels }),
);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET');
