import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { Messages } from '@/components/layout/messages';
import { OrdersPanel } from '@/components/orders/orders-panel';
import { OrdersSkeleton } from '@/components/orders/orders-skeleton';
import { orderFilters } from '@/lib/orders/filters';
import { listOrders } from '@/lib/orders/list-orders.server';
import { orderListQuery } from '@/lib/orders/queries';
import { paths } from '@/lib/paths';
import { Prefetched } from '@/lib/query/prefetched.server';
import { checkAccount } from '../bills/check-account';
import { pageContext } from '../page-context';

// Checks what the page checks, so that a page that does not exist has no title of one that does.
export async function generateMetadata({ searchParams }: PageProps<'/orders'>): Promise<Metadata> {
  const [ctx, t] = await Promise.all([pageContext(paths.orders()), getTranslations('orders')]);
  checkAccount(ctx, orderFilters.parse(await searchParams).values.account);
  return { title: t('title') };
}

export default async function OrdersPage({ searchParams }: PageProps<'/orders'>) {
  const [ctx, t] = await Promise.all([pageContext(paths.orders()), getTranslations('orders')]);
  const { values } = orderFilters.parse(await searchParams);
  checkAccount(ctx, values.account);
  return (
    <Messages namespaces={['orders']}>
      <Suspense fallback={<OrdersSkeleton title={t('title')} />}>
        <Prefetched query={orderListQuery(values)} read={() => listOrders(ctx, values)}>
          <OrdersPanel accounts={ctx.accounts.map(({ domainId, name }) => ({ domainId, name }))} />
        </Prefetched>
      </Suspense>
    </Messages>
  );
}
