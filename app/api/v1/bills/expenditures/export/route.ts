import { exportExpenditures } from '@/lib/bills/export-bills.server';
import { expenditureFilters } from '@/lib/bills/filters';
import { otherMethods } from '@/lib/http/other-methods.server';
import { apiDownload } from '@/lib/http/route.server';

export const GET = apiDownload({ query: expenditureFilters }, ({ ctx, query, labels }) =>
  exportExpenditures(ctx, query, { labels }),
);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET');
