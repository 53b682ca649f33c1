'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { ExploreFilters } from '@/lib/explore/filters';
import { spanOf } from '@/lib/explore/span';
import { DEFAULT_PERIOD, type Period, periods } from '@/lib/explore/words';
import { formatCycle } from '@/lib/format';
import { PickField } from './pick-field';

interface PeriodFieldProps {
  filters: ExploreFilters;
  today: string;
  onChange: (change: Partial<ExploreFilters>) => void;
}

const CUSTOM = 'custom';
/** A year that is still being typed reads as one long ago. */
const DAY = /^20[1-9]\d-\d\d-\d\d$/;

/** Spans that move with the calendar, and one of one's own, in days of GMT+8, both included. */
export function PeriodField({ filters, today, onChange }: PeriodFieldProps) {
  const t = useTranslations('explore');
  const locale = useLocale();
  const { cycle, from } = filters;
  const span = spanOf(filters, today);
  const value = cycle !== null ? cycle : from !== null ? CUSTOM : (filters.period ?? DEFAULT_PERIOD);
  const options = [
    ...periods.map((period) => ({ value: period as string, label: t(`periods.${period}`) })),
    ...(cycle === null ? [] : [{ value: cycle, label: formatCycle(cycle, locale, 'short') }]),
    { value: CUSTOM, label: t('periods.custom') },
  ];
  const none = { period: null, cycle: null, from: null, to: null };
  function choose(next: string) {
    if (next === CUSTOM) onChange({ ...none, ...span });
    else if (next !== cycle) onChange({ ...none, period: next === DEFAULT_PERIOD ? null : (next as Period) });
  }
  function typed(field: 'from' | 'to', day: string) {
    if (!DAY.test(day)) return;
    const next = { ...span, [field]: day };
    // A range that would end before it starts is one day.
    onChange({ ...none, ...(next.from > next.to ? { from: day, to: day } : next) });
  }
  return (
    <>
      <PickField label={t('period')} value={value} options={options} onChange={choose} />
      {from !== null && (
        <div className="flex items-end gap-1.5 py-2 pr-[18px]">
          {(['from', 'to'] as const).map((field) => (
            <input
              key={`${field} ${span[field]}`}
              type="date"
              className="inp h-7! w-[136px]! max-sm:h-11!"
              aria-label={t(field)}
              min="2015-01-01"
              max={today}
              defaultValue={span[field]}
              onChange={({ target }) => typed(field, target.value)}
            />
          ))}
        </div>
      )}
    </>
  );
}
