'use client';

import { useTranslations } from 'next-intl';
import { Amount } from '@/components/ui/amount';
import type { FootRow } from '@/components/ui/table-foot';
import { sumByCurrency } from '@/lib/money';
import type { OrderList, OrderTotals } from '@/lib/orders/schema';

interface OrderFootOptions {
  list: OrderList | undefined;
  totals: OrderTotals | undefined;
  failed: boolean;
}

/** The sum of the page, then that of the whole view: one line per currency, never one sum. */
export function useOrderFoot({ list, totals, failed }: OrderFootOptions): FootRow[] {
  const t = useTranslations('orders');
  if (!list) return [];
  const amounts = list.items.map((order) => order.amountAfterDiscount).filter((amount) => amount !== null);
  const several = new Set([...amounts, ...(totals?.totals ?? [])].map(({ currency }) => currency)).size > 1;
  const page = sumByCurrency(amounts).map((sum, index) => ({
    key: `page ${sum.currency}`,
    kind: 'sub' as const,
    label: index === 0 ? t('page', { count: list.items.length }) : '',
    cells: { amountAfterDiscount: <Amount value={sum} currency={several} /> },
  }));
  if (!totals) {
    const label = failed ? t('unreadTotals') : t('adding', { count: list.total });
    return [...page, { key: 'view', kind: 'total', label, cells: {} }];
  }
  return [
    ...page,
    ...totals.totals.map(({ currency, amountAfterDiscount }) => ({
      key: `view ${currency}`,
      kind: 'total' as const,
      label: several ? t('viewIn', { currency }) : t('view', { count: totals.count }),
      cells: {
        amountAfterDiscount: <Amount value={{ amount: amountAfterDiscount, currency }} currency={several} total />,
      },
    })),
  ];
}
