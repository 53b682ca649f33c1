'use client';

import { useLocale, useTranslations } from 'next-intl';
import { DayField } from '@/components/ui/day-field';
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
        <div className="flex items-end gap-1.5 py-2 pr-[18px]">
          <DayField
            label={t('from')}
            value={span.from}
            first={FIRST}
            last={span.to}
            onChange={(day) => onChange({ ...none, ...span, from: day })}
          />
          <DayField
            label={t('to')}
            value={span.to}
            first={span.from}
            last={today}
            onChange={(day) => onChange({ ...none, ...span, to: day })}
          />
        </div>
      )}
    </>
  );
}
