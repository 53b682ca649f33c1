'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Amount } from '@/components/ui/amount';
import { StatStrip } from '@/components/ui/stat-strip';
import { dayOf, formatDay, formatPerMille, formatTime } from '@/lib/format';
import { decimal, type Money, money, subtract, toUnits } from '@/lib/money';
import type { OrderDetail } from '@/lib/orders/schema';
import { isUnpaid, isUnsubscription, isWaiting } from './order-kinds';

/** What the order costs, before and after discounts, and until when someone must act; for a refund, what was kept. */
export function OrderFigures({ order }: { order: OrderDetail }) {
  const t = useTranslations('orders.detail');
  const refund = isUnsubscription(order);
  const name = isUnpaid(order) ? t('amountToPay') : refund ? t('refund') : t('amountPaid');
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
          ...(refund ? keptBack(order, t) : prices(order, t)),
          timeOf(order, t),
        ]}
      />
    </div>
  );
}

type Words = ReturnType<typeof useTranslations<'orders.detail'>>;

function keptBack({ deductions }: OrderDetail, t: Words) {
  return [
    { key: 'consumed', label: t('consumed'), figure: <Amount value={deductions.consumedAmount} figure /> },
    { key: 'fee', label: t('commission'), figure: <Amount value={deductions.commissionAmount} figure /> },
  ];
}

function prices(order: OrderDetail, t: Words) {
  const discount = discountOf(order);
  return [
    { key: 'list', label: t('list'), figure: <Amount value={order.officialAmount} figure /> },
    {
      key: 'discount',
      label: t('discount'),
      figure: <Amount value={discount?.amount ?? null} figure />,
      context:
        discount &&
        (discount.perMille === 0 ? t('noDiscount') : t('ofList', { percent: formatPerMille(discount.perMille) })),
    },
  ];
}

/** The time that matters: the deadline of what waits for someone, else when it was paid or made. */
function timeOf(order: OrderDetail, t: Words) {
  const { paymentTime, createTime, pendingPaymentEndTime } = order;
  if (isWaiting(order)) {
    return {
      key: 'time',
      label: isUnpaid(order) ? t('payBefore') : t('deadline'),
      figure: <When instant={pendingPaymentEndTime} />,
      context: pendingPaymentEndTime ? undefined : t('noDeadline'),
    };
  }
  return {
    key: 'time',
    label: !paymentTime ? t('created') : isUnsubscription(order) ? t('refundedAt') : t('paidAt'),
    figure: <When instant={paymentTime ?? createTime} />,
    context: paymentTime ? undefined : t('notPaid'),
  };
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
    <time dateTime={instant} className="text-[16px] leading-8 whitespace-normal">
      {formatDay(dayOf(instant, 'UTC'), locale, 'table')}
      {locale === 'en' ? ', ' : ' '}
      {formatTime(instant, 'UTC')}
      <span className="cur">
        UTC <span className="whitespace-nowrap">· {formatTime(instant, 'GMT+8')} GMT+8</span>
      </span>
    </time>
  );
}
