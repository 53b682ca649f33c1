'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { firstDayOf, lastDayOf } from '@/lib/orders/period';

interface DayRangeProps {
  /** Days or whole months; null is open. */
  from: string | null;
  to: string | null;
  onChange: (period: { from: string | null; to: string | null }) => void;
}

/** A year that is still being typed reads as one long ago. */
const DAY = /^20[1-9]\d-\d\d-\d\d$/;

/** First and last day of creation, both included, UTC. A range that would end before it starts is turned round. */
export function DayRange({ from, to, onChange }: DayRangeProps) {
  const t = useTranslations('orders.filter');
  const [turns, setTurns] = useState(0);
  const given = { from: from && firstDayOf(from), to: to && lastDayOf(to) };
  const fields = [
    ['from', t('firstDay')],
    ['to', t('lastDay')],
  ] as const;
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      {fields.map(([key, label]) => (
        <input
          key={`${key} ${turns}`}
          type="date"
          className="inp h-7! w-[148px]! max-sm:h-11! max-sm:w-[164px]!"
          aria-label={label}
          title={label}
          min="2010-01-01"
          // Not controlled while it is typed in: half a day is no address.
          defaultValue={given[key] ?? ''}
          onChange={({ target: { value } }) => {
            if (value !== '' && !DAY.test(value)) return;
            const next = { ...given, [key]: value || null };
            const turned = next.from !== null && next.to !== null && next.from > next.to;
            if (turned) setTurns(turns + 1);
            onChange(turned ? { from: value, to: value } : next);
          }}
        />
      ))}
    </span>
  );
}
