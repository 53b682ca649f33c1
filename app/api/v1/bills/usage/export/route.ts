import { exportUsage } from '@/lib/bills/export-bills.server';
import { usageFilters } from '@/lib/bills/filters';
import { apiDownload } from '@/lib/http/route.server';

export const GET = apiDownload({ query: usageFilters }, ({ ctx, query, labels }) =>
  exportUsage(ctx, query, { labels }),
);
