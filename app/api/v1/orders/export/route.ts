import { getTranslations } from 'next-intl/server';
import { otherMethods } from '@/lib/http/other-methods.server';
import { apiDownload } from '@/lib/http/route.server';
import { exportOrders } from '@/lib/orders/export-orders.server';
import { orderFilters } from '@/lib/orders/filters';

export const GET = apiDownload({ query: orderFilters }, async ({ ctx, query, labels }) => {
  const t = await getTranslations({ locale: ctx.locale, namespace: 'orders' });
  const named = (group: 'status' | 'type', code: number) => {
    const key = `${group}.${code}`;
    // A code that the service added since has no name here yet.
    return t.has(key as 'status.1') ? t(key as 'status.1') : t(`${group}.other`, { code: String(code) });
  };
  return exportOrders(ctx, query, {
    title: (column) => (labels ? t(`columns.${column}`) : column),
    status: (code) => named('status', code),
    orderType: (code) => named('type', code),
  });
});
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET');
