'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Amount, Currency } from '@/components/ui/amount';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Note } from '@/components/ui/note';
import { Section } from '@/components/ui/section';
import { tableColumns } from '@/components/ui/table-columns';
import { formatAmount, formatCount } from '@/lib/format';
import { type Decimal, decimal, fromUnits, type Money, money, negate, subtract, sum, toUnits } from '@/lib/money';
import type { OrderDetail, OrderLineItem } from '@/lib/orders/schema';
import { readableSpec } from '@/lib/specification';
import { useOrderWords } from './order-words';

const column = tableColumns<OrderLineItem>();

const exact = (amount: Money | null): Decimal => decimal(amount?.amount ?? '0');
const discountOf = (item: OrderLineItem): Money | null =>
  item.officialAmount && item.amountAfterDiscount
    ? money(negate(subtract(exact(item.officialAmount), exact(item.amountAfterDiscount))), item.officialAmount.currency)
    : null;

/** The items with what each costs; their sum stands under the column, beside the order's own figure if they differ. */
export function OrderItems({ order }: { order: OrderDetail }) {
  const t = useTranslations('orders.detail');
  const columns = useItemColumns(order.amountAfterDiscount?.currency ?? null);
  const currency = order.amountAfterDiscount?.currency ?? order.officialAmount?.currency ?? '';
  const list = sum(order.lineItems.map((item) => exact(item.officialAmount)));
  const after = sum(order.lineItems.map((item) => exact(item.amountAfterDiscount)));
  const differs =
    order.lineItems.length > 0 &&
    order.amountAfterDiscount !== null &&
    toUnits(after) !== toUnits(exact(order.amountAfterDiscount));
  return (
    <Section title={t('items')} unit={formatCount(order.lineItems.length)}>
      {order.lineItems.length === 0 ? (
        <EmptyState title={t('noItems')} />
      ) : (
        <DataTable
          className="min-w-[640px] max-sm:min-w-0"
          caption={t('items')}
          columns={columns}
          rows={order.lineItems}
          getRowId={(item) => item.orderLineItemId ?? `${item.productId} ${item.productSpecDesc}`}
          foot={[
            {
              key: 'total',
              kind: 'total',
              label: t('total'),
              cells: {
                officialAmount: <Amount value={money(list, currency)} total />,
                discount: <Amount value={money(negate(subtract(list, after)), currency)} total />,
                amountAfterDiscount: <Amount value={money(after, currency)} total />,
              },
            },
          ]}
        />
      )}
      {differs && (
        <Note tone="attn" className="mt-3">
          {t('itemsDiffer', {
            sum: formatAmount(fromUnits(toUnits(after))),
            amount: formatAmount(order.amountAfterDiscount?.amount ?? '0'),
          })}
        </Note>
      )}
    </Section>
  );
}

function Specification({ text }: { text: string | null }) {
  const spec = readableSpec(text ?? '');
  return (
    <span className="cell-sub truncate" title={spec}>
      {spec}
    </span>
  );
}

function useItemColumns(currency: string | null) {
  const t = useTranslations('orders.detail');
  const words = useOrderWords();
  return useMemo(
    () =>
      column.columns([
        column.display({
          id: 'product',
          header: t('product'),
          cell: ({ row }) => (
            <>
              {row.original.serviceTypeName ?? row.original.serviceTypeCode ?? '–'}
              <Specification text={row.original.productSpecDesc ?? row.original.productId} />
              <span className="cell-sub sm:hidden">
                {words.term(row.original.periodType, row.original.periodNum)} × {row.original.subscriptionNum ?? '–'}
              </span>
            </>
          ),
          meta: { fill: true },
        }),
        column.display({
          id: 'term',
          header: t('term'),
          cell: ({ row }) => words.term(row.original.periodType, row.original.periodNum),
          meta: { muted: true, hideOnPhone: true },
        }),
        column.accessor('subscriptionNum', {
          header: t('quantity'),
          cell: ({ getValue }) => getValue() ?? '–',
          meta: { align: 'end', hideOnPhone: true },
        }),
        column.accessor('officialAmount', {
          header: t('listPrice'),
          cell: ({ getValue }) => <Amount value={getValue()} />,
          meta: { align: 'end', muted: true, hideOnPhone: true },
        }),
        column.display({
          id: 'discount',
          header: t('discountColumn'),
          cell: ({ row }) => <Amount value={discountOf(row.original)} />,
          meta: { align: 'end', muted: true, hideOnPhone: true },
        }),
        column.accessor('amountAfterDiscount', {
          header: () => (
            <>
              {t('amount')} {currency && <Currency code={currency} />}
            </>
          ),
          cell: ({ getValue }) => <Amount value={getValue()} />,
          meta: { align: 'end' },
        }),
      ]),
    [t, words, currency],
  );
}
