'use client';

import { useTranslations } from 'next-intl';
import { Amount, Currency } from '@/components/ui/amount';
import { Section } from '@/components/ui/section';
import { decimal, isZero, type Money, money, negate } from '@/lib/money';
import type { OrderDetail } from '@/lib/orders/schema';
import { useOrderWords } from './order-words';

const minus = (amount: Money): Money => money(negate(decimal(amount.amount)), amount.currency);
const used = (amount: Money | null): amount is Money => amount !== null && !isZero(decimal(amount.amount));

/** From the list price to what is charged: discounts explain the first step, coupons and cards the second (contract 2.b). */
export function OrderDeductionsList({ order }: { order: OrderDetail }) {
  const t = useTranslations('orders.detail');
  const words = useOrderWords();
  const { deductions, officialAmount, amountAfterDiscount, cashAmount } = order;
  const discounts = deductions.discounts.flatMap(({ discountType, amount }) =>
    used(amount) ? [{ name: words.discount(discountType), amount: minus(amount) }] : [],
  );
  const coupons = (
    [
      [t('coupon'), deductions.couponAmount],
      [t('flexi'), deductions.flexipurchaseCouponAmount],
      [t('card'), deductions.storedCardAmount],
    ] as const
  ).flatMap(([name, amount]) => (used(amount) ? [{ name, amount: minus(amount) }] : []));
  const lines = [
    { name: t('list'), amount: officialAmount },
    ...discounts,
    ...(coupons.length > 0 && discounts.length > 0 ? [{ name: t('afterDiscount'), amount: amountAfterDiscount }] : []),
    ...coupons,
  ];
  return (
    <Section title={t('deductions')}>
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
            {cashAmount?.amount.startsWith('-') ? t('refunded') : order.paymentTime ? t('paid') : t('toPay')}{' '}
            {cashAmount && <Currency code={cashAmount.currency} />}
          </dt>
          <dd>
            <Amount value={cashAmount} total />
          </dd>
        </div>
      </dl>
      {discounts.length + coupons.length === 0 && <p className="pt-1 text-small text-ink-3">{t('noDeductions')}</p>}
    </Section>
  );
}
