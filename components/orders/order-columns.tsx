'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Link } from '@/components/ui/link';
import { useMemo } from 'react';
import { Amount, Currency } from '@/components/ui/amount';
import { Status, statusLook } from '@/components/ui/status';
import { tableColumns } from '@/components/ui/table-columns';
import { dayOf, formatDay, formatTime } from '@/lib/format';
import type { Order } from '@/lib/orders/schema';
import { paths } from '@/lib/paths';
import { useOrderWords } from './order-words';

const column = tableColumns<Order>();

interface OrderColumnsOptions {
  /** Several accounts in view: the column that tells them apart. */
  withAccount: boolean;
  /** The one currency of the view, for the head; null when there are several. */
  currency: string | null;
}

export function useOrderColumns({ withAccount, currency }: OrderColumnsOptions) {
  const t = useTranslations('orders.head');
  const words = useOrderWords();
  return useMemo(
    () =>
      column.columns([
        column.accessor('orderId', {
          header: t('order'),
          cell: ({ row }) => (
            <Link href={paths.order(row.original.orderId)} className="id">
              {row.original.orderId}
            </Link>
          ),
          meta: { hideOnPhone: true },
        }),
        column.accessor('createTime', {
          header: () => (
            <>
              {t('created')} <Currency code="UTC" />
            </>
          ),
          cell: ({ getValue }) => <CreateTime instant={getValue()} />,
          meta: { sortable: 'descending', hideOnPhone: true },
        }),
        column.accessor('orderType', {
          header: t('type'),
          cell: ({ getValue }) => words.type(getValue()),
          meta: { hideOnPhone: true },
        }),
        column.display({
          id: 'product',
          header: t('product'),
          cell: ({ row }) => <Product order={row.original} status={words.status(row.original.status)} />,
          meta: { fill: true },
        }),
        ...(withAccount
          ? [
              column.accessor((order) => order.account.name, {
                id: 'account',
                header: t('account'),
                meta: { muted: true, hideOnPhone: true },
              }),
            ]
          : []),
        column.accessor('status', {
          header: t('status'),
          cell: ({ getValue }) => <Status {...statusLook(getValue())}>{words.status(getValue())}</Status>,
          meta: { hideOnPhone: true },
        }),
        column.accessor('amountAfterDiscount', {
          header: () => (
            <>
              {t('amount')} {currency && <Currency code={currency} />}
            </>
          ),
          cell: ({ getValue }) => <Amount value={getValue()} currency={currency === null} />,
          meta: { align: 'end', sortable: 'descending' },
        }),
      ]),
    [t, words, withAccount, currency],
  );
}

function CreateTime({ instant }: { instant: string | null }) {
  const locale = useLocale();
  if (!instant) return '–';
  return (
    <time dateTime={instant} title={instant}>
      {formatDay(dayOf(instant, 'UTC'), locale, 'table')}{' '}
      <span className="text-ink-3">{formatTime(instant, 'UTC')}</span>
    </time>
  );
}

/** The name of the service, quieter what else is known; on a phone the second line carries status and time. */
function Product({ order, status }: { order: Order; status: string }) {
  const t = useTranslations('orders');
  const name = order.serviceTypeName ?? order.serviceTypeCode ?? '–';
  const more = [
    ...order.enterpriseProjects.map((project) => project.name ?? project.id),
    order.childOrders > 0 ? t('children', { count: order.childOrders }) : null,
  ].filter((part) => part !== null);
  return (
    <>
      <span className="block truncate" title={[name, ...more].join(', ')}>
        <Link href={paths.order(order.orderId)} className="text-ink sm:hidden">
          {name}
        </Link>
        <span className="max-sm:hidden">{name}</span> <span className="text-ink-3">&nbsp;{more.join(', ')}</span>
      </span>
      <span className="flex items-center gap-2.5 sm:hidden">
        <Status {...statusLook(order.status)}>{status}</Status>
        <span className="text-small text-ink-3">
          <CreateTime instant={order.createTime} /> UTC
        </span>
      </span>
    </>
  );
}
