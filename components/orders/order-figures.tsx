'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Amount } from '@/components/ui/amount';
import { StatStrip } from '@/components/ui/stat-strip';
import { dayOf, formatDay, formatPerMille, formatTime } from '@/lib/format';
import { decimal, type Money, money, subtract, toUnits } from '@/lib/money';
import type { OrderDetail } from '@/lib/orders/schema';

const PENDING_PAYMENT = 6;
const UNSUBSCRIPTION = 4;

/** What the order costs, before and after discounts, and until when it can be paid. */
export function OrderFigures({ order }: { order: OrderDetail }) {
  const t = useTranslations('orders.detail');
  const discount = discountOf(order);
  const unpaid = order.status === PENDING_PAYMENT;
  const name = unpaid ? t('amountToPay') : order.orderType === UNSUBSCRIPTION ? t('refund') : t('amountPaid');
  return (
    <div className="mb-[22px]">
      <StatStrip
        label={t('facts')}
        stats={[
          {
            key: 'amount',
            label: name,
            figure: <Amount value={order.amountAfterDiscount} figure currency />,
            context: <CashLine order={order} />,
          },
          { key: 'list', label: t('list'), figure: <Amount value={order.officialAmount} figure /> },
          {
            key: 'discount',
            label: t('discount'),
            figure: <Amount value={discount?.amount ?? null} figure />,
            context:
              discount &&
              (discount.perMille === 0 ? t('noDiscount') : t('ofList', { percent: formatPerMille(discount.perMille) })),
          },
          {
            key: 'time',
            label: unpaid ? t('payBefore') : order.paymentTime ? t('paidAt') : t('created'),
            figure: <When instant={unpaid ? order.pendingPaymentEndTime : (order.paymentTime ?? order.createTime)} />,
            context: order.paymentTime || unpaid ? undefined : t('notPaid'),
          },
        ]}
      />
    </div>
  );
}

function CashLine({ order }: { order: OrderDetail }) {
  const t = useTranslations('orders.detail');
  if (!order.cashAmount || order.cashAmount.amount === order.amountAfterDiscount?.amount) return null;
  return (
    <>
      <Amount value={order.cashAmount} /> {t('afterCoupons')}
    </>
  );
}

function discountOf({ officialAmount, amountAfterDiscount }: OrderDetail): { amount: Money; perMille: number } | null {
  if (!officialAmount || !amountAfterDiscount) return null;
  const list = decimal(officialAmount.amount);
  const difference = subtract(list, decimal(amountAfterDiscount.amount));
  const perMille = toUnits(list) === 0n ? 0 : Number((toUnits(difference) * 1000n) / toUnits(list));
  return { amount: money(difference, officialAmount.currency), perMille };
}

/** Both clocks: the instant in UTC, and what the billing time zone shows then. */
function When({ instant }: { instant: string | null }) {
  const locale = useLocale();
  if (!instant) return '–';
  return (
    <time dateTime={instant} className="text-[16px] leading-8">
      {formatDay(dayOf(instant, 'UTC'), locale, 'table')}
      {locale === 'en' ? ', ' : ' '}
      {formatTime(instant, 'UTC')}
      <span className="cur">UTC · {formatTime(instant, 'GMT+8')} GMT+8</span>
    </time>
  );
}
