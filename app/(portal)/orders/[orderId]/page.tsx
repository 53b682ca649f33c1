import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { getTranslations } from 'next-intl/server';
import { Messages } from '@/components/layout/messages';
import { OrderPanel } from '@/components/orders/order-panel';
import { AppError } from '@/lib/http/errors';
import { getOrder } from '@/lib/orders/get-order.server';
import { orderDetailQuery } from '@/lib/orders/queries';
import type { OrderDetail } from '@/lib/orders/schema';
import { paths } from '@/lib/paths';
import { Prefetched } from '@/lib/query/prefetched.server';
import { pageContext } from '../../page-context';

type Props = PageProps<'/orders/[orderId]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ orderId }, t] = await Promise.all([params, getTranslations('orders')]);
  await orderOrError(orderId);
  return { title: t('order', { id: orderId.slice(0, 64) }) };
}

export default async function OrderPage({ params }: Props) {
  const { orderId } = await params;
  // Read before anything streams, so that an order that is not there is a real 404.
  const order = await orderOrError(orderId);
  return (
    <Messages namespaces={['orders']}>
      <Prefetched query={orderDetailQuery(orderId)} read={async () => orThrow(order)}>
        <OrderPanel orderId={orderId} />
      </Prefetched>
    </Messages>
  );
}

/**
 * With the upstream down the page still stands; its panel asks again and owns the message. Read once for the page and
 * its title, so that an order that is not there has neither.
 */
const orderOrError = cache(async (orderId: string): Promise<OrderDetail | AppError> => {
  const ctx = await pageContext(paths.order(orderId));
  try {
    return await getOrder(ctx, orderId);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'not_found') notFound();
    return error;
  }
});

function orThrow(result: OrderDetail | AppError): OrderDetail {
  if (result instanceof AppError) throw result;
  return result;
}
