'use client';

import { useTranslations } from 'next-intl';
import { Amount, Currency } from '@/components/ui/amount';
import { Section } from '@/components/ui/section';
import { decimal, isZero, money } from '@/lib/money';
import { refundSteps } from '@/lib/orders/refund-kind';
import type { OrderDetail } from '@/lib/orders/schema';

/** From what had been paid to what comes back. Where that does not add up, each figure stands for itself. */
export function OrderRefundSum({ order }: { order: OrderDetail }) {
  const t = useTranslations('orders.detail');
  const { deductions, cashAmount } = order;
  const steps = refundSteps(order);
  const currency = order.amountAfterDiscount?.currency ?? '';
  const kept = [
    { name: t('consumed'), amount: deductions.consumedAmount },
    { name: t('commission'), amount: deductions.commissionAmount },
  ].filter(({ amount }) => amount !== null && !isZero(decimal(amount.amount)));
  const lines = steps ? [{ name: t('givenBack'), amount: money(steps.givenBack, currency) }, ...kept] : kept;
  return (
    <Section title={t('refundSum')}>
      <dl className="pt-2.5">
        {lines.map(({ name, amount }) => (
          <div key={name} className="flex justify-between gap-4 py-[3px]">
            <dt className="text-ink-2">{name}</dt>
            <dd>
              <Amount value={amount} />
            </dd>
          </div>
        ))}
        <div className="mt-1 flex justify-between gap-4 border-t border-ink-2 pt-1.5 font-semibold">
          <dt>
            {t('refunded')} {cashAmount && <Currency code={cashAmount.currency} />}
          </dt>
          <dd>
            <Amount value={cashAmount} total />
          </dd>
        </div>
      </dl>
      {!steps && kept.length > 0 && <p className="pt-1 text-small text-ink-3">{t('keptWhy')}</p>}
    </Section>
  );
}
