'use client';

import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { firstDayOf, lastDayOf } from '@/lib/orders/period';

type Side = 'from' | 'to';

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
  const boxes = useRef<Partial<Record<Side, HTMLInputElement | null>>>({});
  const given = { from: from && firstDayOf(from), to: to && lastDayOf(to) };
  const fields = [
    ['from', t('firstDay')],
    ['to', t('lastDay')],
  ] as const;
  const change = (side: Side, value: string) => {
    if (value !== '' && !DAY.test(value)) return;
    // The other box itself, not what was last drawn: two quick changes are both kept.
    const other = boxes.current[side === 'from' ? 'to' : 'from']?.value ?? '';
    const [first, last] = side === 'from' ? [value, other] : [other, value];
    const turned = first !== '' && last !== '' && first > last;
    if (turned) setTurns(turns + 1);
    onChange(turned ? { from: value, to: value } : { from: first || null, to: last || null });
  };
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      {fields.map(([key, label]) => (
        <input
          key={`${key} ${turns}`}
          ref={(box) => {
            boxes.current[key] = box;
          }}
          type="date"
          className="inp h-7! w-[148px]! max-sm:h-11! max-sm:w-[164px]!"
          aria-label={label}
          title={label}
          min="2010-01-01"
          // Not controlled while it is typed in: half a day is no address.
          defaultValue={given[key] ?? ''}
          onChange={({ target }) => change(key, target.value)}
        />
      ))}
    </span>
  );
}
