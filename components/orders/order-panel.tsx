'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { PageHeader } from '@/components/layout/page-header';
import { CopyLink } from '@/components/ui/copy-link';
import { ErrorState } from '@/components/ui/error-state';
import { Freshness } from '@/components/ui/freshness';
import { SkeletonRows, SkeletonStats } from '@/components/ui/skeleton';
import { Status, statusLook } from '@/components/ui/status';
import { orderDetailQuery } from '@/lib/orders/queries';
import type { OrderDetail } from '@/lib/orders/schema';
import { paths } from '@/lib/paths';
import { OrderDeductionsList } from './order-deductions-list';
import { OrderFacts } from './order-facts';
import { OrderFigures } from './order-figures';
import { OrderItems } from './order-items';
import { isUnsubscription } from './order-kinds';
import { OrderRefundSum } from './order-refund-sum';
import { OrderRefunds } from './order-refunds';
import { OrderChildren, OrderResources } from './order-related';
import { useOrderWords } from './order-words';

export function OrderPanel({ orderId }: { orderId: string }) {
  const t = useTranslations('orders');
  const words = useOrderWords();
  const order = useQuery(orderDetailQuery(orderId));
  const data = order.data;
  return (
    <>
      <PageHeader
        title={
          data
            ? t('detail.title', {
                type: words.type(data.orderType),
                service: data.serviceTypeName ?? data.serviceTypeCode ?? '–',
              })
            : orderId
        }
        crumbsLabel={t('detail.crumb')}
        crumbs={[
          { label: t('title'), href: paths.orders() },
          ...(data ? [{ label: words.status(data.status), href: paths.orders({ status: data.status }) }] : []),
        ]}
        meta={
          data && (
            <>
              <span className="id text-ink-2">{data.orderId}</span>
              <Status {...statusLook(data.status)}>{words.status(data.status)}</Status>
              <Freshness asOf={data.asOf} stale={data.stale} />
            </>
          )
        }
        actions={<CopyLink />}
      />
      {order.isError && (
        <ErrorState
          error={order.error}
          title={t('detail.unreadable')}
          onRetry={() => void order.refetch()}
          className="mb-3"
        />
      )}
      {data ? <OrderBody order={data} /> : !order.isError && <OrderSkeleton label={t('detail.items')} />}
    </>
  );
}

function OrderBody({ order }: { order: OrderDetail }) {
  return (
    <>
      <OrderFigures order={order} />
      <div className="grid grid-cols-[minmax(0,1fr)_328px] gap-9 max-xl:grid-cols-1 max-xl:gap-7">
        <div className="grid min-w-0 content-start gap-7">
          <OrderItems order={order} />
          {order.children.length > 0 && <OrderChildren order={order} />}
          <OrderResources order={order} />
        </div>
        <div className="grid min-w-0 content-start gap-7">
          {isUnsubscription(order) ? <OrderRefundSum order={order} /> : <OrderDeductionsList order={order} />}
          <OrderRefunds order={order} />
          <OrderFacts order={order} />
        </div>
      </div>
    </>
  );
}

function OrderSkeleton({ label }: { label: string }) {
  return (
    <>
      <SkeletonStats label={label} />
      <SkeletonRows rows={6} label={label} />
    </>
  );
}
