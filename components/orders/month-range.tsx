'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';

interface MonthRangeProps {
  /** Days or months; null is open. */
  from: string | null;
  to: string | null;
  onChange: (period: { from: string | null; to: string | null }) => void;
}

/** A year that is still being typed reads as one long ago. */
const MONTH = /^20[1-9]\d-(0[1-9]|1[0-2])$/;

/** First and last month of creation, both included, UTC. A range that would end before it starts is turned round. */
export function MonthRange({ from, to, onChange }: MonthRangeProps) {
  const t = useTranslations('orders.filter');
  const [turns, setTurns] = useState(0);
  const given = { from: from?.slice(0, 7) ?? null, to: to?.slice(0, 7) ?? null };
  const fields = [
    ['from', t('firstMonth')],
    ['to', t('lastMonth')],
  ] as const;
  return (
    <span className="inline-flex items-center gap-1.5">
      {fields.map(([key, label]) => (
        <input
          key={`${key} ${turns}`}
          type="month"
          className="inp h-7! w-[136px]! max-sm:h-11! max-sm:w-[172px]!"
          aria-label={label}
          title={label}
          placeholder={t('monthForm')}
          // Not controlled while it is typed in: half a month is no address.
          defaultValue={given[key] ?? ''}
          onChange={({ target: { value } }) => {
            if (value !== '' && !MONTH.test(value)) return;
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
