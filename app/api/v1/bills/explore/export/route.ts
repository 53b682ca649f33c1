import { exportExplore } from '@/lib/explore/export.server';
import { exploreFilters } from '@/lib/explore/filters';
import { otherMethods } from '@/lib/http/other-methods.server';
import { apiDownload } from '@/lib/http/route.server';

export const GET = apiDownload({ query: exploreFilters }, ({ ctx, query, labels }) =>
  exportExplore(ctx, query, { labels }),
);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET');
