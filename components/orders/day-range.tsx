'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { DayField } from '@/components/ui/day-field';
import { firstDayOf, lastDayOf } from '@/lib/orders/period';

interface DayRangeProps {
  /** Days or whole months; null is open. */
  from: string | null;
  to: string | null;
  onChange: (period: { from: string | null; to: string | null }) => void;
}

/** Before it there were no orders. */
const FIRST = '2010-01-01';

/** First and last day of creation, both included, UTC. */
export function DayRange({ from, to, onChange }: DayRangeProps) {
  const t = useTranslations('orders.filter');
  const given = `${from} ${to}`;
  // Until the page has it, so that two quick changes are both kept.
  const [chosen, setChosen] = useState({ of: given, from, to });
  const now = chosen.of === given ? chosen : { from, to };
  const [first, last] = [now.from && firstDayOf(now.from), now.to && lastDayOf(now.to)];
  function change(part: { from?: string | null; to?: string | null }) {
    const next = { from: first, to: last, ...part };
    setChosen({ of: given, ...next });
    onChange(next);
  }
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      <DayField
        label={t('firstDay')}
        value={first ?? ''}
        first={FIRST}
        last={last ?? undefined}
        optional
        onChange={(day) => change({ from: day || null })}
      />
      <DayField
        label={t('lastDay')}
        value={last ?? ''}
        first={first ?? FIRST}
        optional
        onChange={(day) => change({ to: day || null })}
      />
    </span>
  );
}
