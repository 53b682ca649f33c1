'use client';

import { useTranslations } from 'next-intl';
import { Button, ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { type OrderFilters, orderFilters } from '@/lib/orders/filters';
import type { OrderList } from '@/lib/orders/schema';
import { paths } from '@/lib/paths';

interface NoOrdersProps {
  list: OrderList;
  filters: OrderFilters;
  onChange: (change: Partial<OrderFilters>) => void;
}

/** Why there is nothing, and a way on: another page, another status, or the same words among the resources. */
export function NoOrders({ list, filters, onChange }: NoOrdersProps) {
  const t = useTranslations('orders');
  if (list.total > 0) {
    return (
      <EmptyState
        title={t('beyond')}
        action={<Button onClick={() => onChange({ page: 1 })}>{t('firstPage')}</Button>}
      />
    );
  }
  const { sort: _sort, pageSize: _size, ...none } = orderFilters.parse({}).values;
  const narrowed = Object.keys(none).some((name) => name !== 'page' && filters[name as keyof typeof none] !== null);
  if (!narrowed) return <EmptyState title={t('noOrders')}>{t('noOrdersWhy')}</EmptyState>;
  const elsewhere = filters.status === null ? 0 : (list.counts.all ?? 0);
  const { q, account } = filters;
  return (
    <EmptyState
      title={t('empty')}
      action={
        <>
          {elsewhere > 0 ? (
            <Button onClick={() => onChange({ status: null })}>{t('showAll', { count: elsewhere })}</Button>
          ) : (
            <Button onClick={() => onChange(none)}>{t('clearFilters')}</Button>
          )}
          {q !== null && (
            <ButtonLink href={paths.resources({ q, account })} className="max-w-full">
              <span className="truncate">{t('searchResources', { q })}</span>
            </ButtonLink>
          )}
        </>
      }
    >
      {t('emptyWhy', { count: elsewhere })} {q !== null && t('searched')}
    </EmptyState>
  );
}
