import { getTranslations } from 'next-intl/server';
import { apiDownload } from '@/lib/http/route.server';
import { exportOrders } from '@/lib/orders/export-orders.server';
import { orderFilters } from '@/lib/orders/filters';

export const GET = apiDownload({ query: orderFilters }, async ({ ctx, query, labels }) => {
  if (!labels) return exportOrders(ctx, query);
  const t = await getTranslations({ locale: ctx.locale, namespace: 'orders.columns' });
  return exportOrders(ctx, query, (column) => t(column));
});
