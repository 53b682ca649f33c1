'use client';

import { useTranslations } from 'next-intl';
import { DayRange } from '@/components/ui/day-range';
import { firstDayOf, lastDayOf } from '@/lib/orders/period';

interface OrderDaysProps {
  /** Days or whole months; null is open. */
  from: string | null;
  to: string | null;
  onChange: (period: { from: string | null; to: string | null }) => void;
}

/** Before it there were no orders. */
const FIRST = '2010-01-01';

/** First and last day of creation, UTC. */
export function OrderDays({ from, to, onChange }: OrderDaysProps) {
  const t = useTranslations('orders.filter');
  return (
    <DayRange
      from={from === null ? '' : firstDayOf(from)}
      to={to === null ? '' : lastDayOf(to)}
      labels={{ from: t('firstDay'), to: t('lastDay') }}
      first={FIRST}
      optional
      onChange={(days) => onChange({ from: days.from || null, to: days.to || null })}
    />
  );
}
