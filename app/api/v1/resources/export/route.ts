import { getTranslations } from 'next-intl/server';
import { otherMethods } from '@/lib/http/other-methods.server';
import { apiDownload } from '@/lib/http/route.server';
import { exportResources } from '@/lib/resources/export-resources.server';
import { resourceFilters } from '@/lib/resources/filters';

export const GET = apiDownload({ query: resourceFilters }, async ({ ctx, query, labels }) => {
  if (!labels) return exportResources(ctx, query);
  const t = await getTranslations({ locale: ctx.locale, namespace: 'resources.columns' });
  return exportResources(ctx, query, t);
});
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET');
