'use client';

import { useTranslations } from 'next-intl';
import { Link } from '@/components/ui/link';
import { Amount } from '@/components/ui/amount';
import { Note } from '@/components/ui/note';
import { Section } from '@/components/ui/section';
import { sumByCurrency } from '@/lib/money';
import { refundKinds } from '@/lib/orders/refund-kind';
import type { OrderDetail } from '@/lib/orders/schema';
import { paths } from '@/lib/paths';

/** Which original orders the money of an unsubscription or a downgrade came from, and what each amount is. */
export function OrderRefunds({ order }: { order: OrderDetail }) {
  const t = useTranslations('orders.detail');
  const { refunds } = order;
  const kinds = refundKinds(order);
  const amounts = refunds?.map(({ amount }) => amount).filter((amount) => amount !== null) ?? [];
  return (
    <Section title={t('refunds')} unit={amounts[0]?.currency}>
      {refunds === null ? (
        <Note tone="attn" className="mt-3">
          {t('refundsUnread')}
        </Note>
      ) : refunds.length === 0 ? (
        <p className="py-3 text-ink-2">{t('noRefunds')}</p>
      ) : (
        <ul className="list">
          {refunds.map((refund, index) => (
            <li key={`${refund.baseOrderId} ${index}`}>
              <span className="min-w-0">
                {t(`refundKind.${kinds[index] ?? 'nothing'}`)}{' '}
                <span className="text-ink-3">{refund.resourceTypeName ?? refund.serviceTypeName}</span>
                {refund.baseOrderId && (
                  <span className="block text-small text-ink-3">
                    <Link href={paths.order(refund.baseOrderId)} className="id">
                      {t('baseOrder', { id: refund.baseOrderId })}
                    </Link>
                  </span>
                )}
              </span>
              <Amount value={refund.amount} />
            </li>
          ))}
          {sumByCurrency(amounts).map((total) => (
            <li key={total.currency} className="border-t border-t-ink-2 font-semibold">
              <span>{t('total')}</span>
              <Amount value={total} total />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
