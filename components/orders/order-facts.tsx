'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Section } from '@/components/ui/section';
import { formatInstant, formatTime } from '@/lib/format';
import type { OrderDetail } from '@/lib/orders/schema';
import { useOrderWords } from './order-words';

/** Who, when and under what; both clocks where a time is shown. */
export function OrderFacts({ order }: { order: OrderDetail }) {
  const t = useTranslations('orders.detail');
  const words = useOrderWords();
  const locale = useLocale();
  const clocks = (instant: string | null) =>
    instant ? (
      <time dateTime={instant}>
        <span className="whitespace-nowrap">{formatInstant(instant, 'UTC', { locale })} UTC ·</span>{' '}
        <span className="whitespace-nowrap text-ink-3">{formatTime(instant, 'GMT+8')} GMT+8</span>
      </time>
    ) : (
      t('none')
    );
  const projects = order.enterpriseProjects.map(({ name, id }) => name ?? id).filter(Boolean);
  const facts = [
    [t('type'), words.type(order.orderType)],
    [t('placedBy'), order.userName],
    [t('created'), clocks(order.createTime)],
    [t('paidAt'), order.paymentTime ? clocks(order.paymentTime) : t('notPaid')],
    [t('account'), order.account.name],
    [t('project'), projects.join(', ')],
    [t('source'), words.source(order.sourceType)],
    [t('contract'), order.contractId],
  ] as const;
  return (
    <Section title={t('facts')}>
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-5 gap-y-1.5 pt-3">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-3">{name}</dt>
            <dd className="min-w-0 [overflow-wrap:anywhere]">{value || t('none')}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
