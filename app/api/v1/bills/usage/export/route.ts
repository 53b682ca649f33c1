import { exportUsage } from '@/lib/bills/export-bills.server';
import { usageFilters } from '@/lib/bills/filters';
import { otherMethods } from '@/lib/http/other-methods.server';
import { apiDownload } from '@/lib/http/route.server';

export const GET = apiDownload({ query: usageFilters }, ({ ctx, query, labels }) =>
  exportUsage(ctx, query, { labels }),
);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET');
