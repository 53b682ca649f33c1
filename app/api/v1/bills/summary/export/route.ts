import { exportSummary } from '@/lib/bills/export-bills.server';
import { summaryFilters } from '@/lib/bills/filters';
import { apiDownload } from '@/lib/http/route.server';

export const GET = apiDownload({ query: summaryFilters }, ({ ctx, query, labels }) =>
  exportSummary(ctx, query, { labels }),
);
