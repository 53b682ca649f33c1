'use client';

import { useLocale, useTranslations } from 'next-intl';
import { FilterChip } from '@/components/ui/filter-chip';
import { formatDay, formatRange } from '@/lib/format';

interface Days {
  fromDay: string | null;
  toDay: string | null;
}

/** Bill dates that an address asks for, with the way out: days are chosen where they are drawn, in Explore. */
export function DaysChip({ filters, onChange }: { filters: Days; onChange: (change: Days) => void }) {
  const t = useTranslations('bills.filters');
  const locale = useLocale();
  const { fromDay, toDay } = filters;
  const shown =
    fromDay && toDay
      ? formatRange(fromDay, toDay, locale)
      : fromDay
        ? t('daysFrom', { from: formatDay(fromDay, locale) })
        : toDay && t('daysUntil', { to: formatDay(toDay, locale) });
  if (shown === null) return null;
  return (
    <FilterChip name={t('days')} value={shown} options={[]} onChange={() => onChange({ fromDay: null, toDay: null })} />
  );
}
