'use client';

import { useLocale, useTranslations } from 'next-intl';
import { DayRange } from '@/components/ui/day-range';
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
/** Before it there were no bills. */
const FIRST = '2015-01-01';

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
  return (
    <>
      <PickField label={t('period')} value={value} options={options} onChange={choose} />
      {from !== null && (
        <div className="flex items-end py-2 pr-[18px]">
          <DayRange
            {...span}
            labels={{ from: t('from'), to: t('to') }}
            first={FIRST}
            last={today}
            onChange={(days) => onChange({ ...none, ...days })}
          />
        </div>
      )}
    </>
  );
}
