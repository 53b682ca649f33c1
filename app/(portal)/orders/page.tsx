import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { Messages } from '@/components/layout/messages';
import { OrdersPanel } from '@/components/orders/orders-panel';
import type { ServiceContext } from '@/lib/context.server';
import { orderFilters } from '@/lib/orders/filters';
import { listOrders } from '@/lib/orders/list-orders.server';
import { orderListQuery } from '@/lib/orders/queries';
import { paths } from '@/lib/paths';
import type { RawParams } from '@/lib/query/filters';
import { Prefetched } from '@/lib/query/prefetched.server';
import { pageContext } from '../page-context';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('orders');
  return { title: t('title') };
}

export default async function OrdersPage({ searchParams }: PageProps<'/orders'>) {
  const ctx = await pageContext(paths.orders());
  return (
    <Messages namespaces={['orders']}>
      <Suspense fallback={<OrdersPanel accounts={ctx.accounts.length} />}>
        <Orders ctx={ctx} raw={await searchParams} />
      </Suspense>
    </Messages>
  );
}

async function Orders({ ctx, raw }: { ctx: ServiceContext; raw: RawParams }) {
  const { values } = orderFilters.parse(raw);
  return (
    <Prefetched query={orderListQuery(values)} read={() => listOrders(ctx, values)}>
      <OrdersPanel accounts={ctx.accounts.length} />
    </Prefetched>
  );
}
