import { getTranslations } from 'next-intl/server';
import { otherMethods } from '@/lib/http/other-methods.server';
import { apiDownload } from '@/lib/http/route.server';
import { exportQuote } from '@/lib/prices/export-quote.server';
import { estimateFilters } from '@/lib/prices/filters';

export const GET = apiDownload({ query: estimateFilters }, async ({ ctx, query, labels }) => {
  if (!labels) return exportQuote(ctx, query);
  const t = await getTranslations({ locale: ctx.locale, namespace: 'prices.columns' });
  return exportQuote(ctx, query, t);
});
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET');
