'use client';

import { useLocale, useTranslations } from 'next-intl';
import { FilterChip } from '@/components/ui/filter-chip';
import { cyclesOf, type PeriodFilters } from '@/lib/bills/period';
import { addCycles, type Cycle } from '@/lib/cycles';
import { formatCycle } from '@/lib/format';

const SPANS = [3, 6, 12, 24, 36];

interface SpanChipProps {
  filters: PeriodFilters;
  thisCycle: Cycle;
  onChange: (change: { cycle: null; from: string | null; to: string | null }) => void;
}

/** Several cycles at once: the usual spans, and the one of the address. */
export function SpanChip({ filters, thisCycle, onChange }: SpanChipProps) {
  const t = useTranslations('bills.filters');
  const locale = useLocale();
  const spans = filters.from !== null || filters.to !== null;
  const cycles = cyclesOf(filters, thisCycle);
  const value = spans ? `${cycles[0]}/${cycles.at(-1)}` : null;
  const options = SPANS.map((count) => ({
    value: `${addCycles(thisCycle, 1 - count)}/${thisCycle}`,
    label: t('lastCycles', { count }),
  }));
  if (value !== null && !options.some((option) => option.value === value)) {
    const [first = thisCycle, last = thisCycle] = [cycles[0], cycles.at(-1)];
    options.push({ value, label: [first, last].map((cycle) => formatCycle(cycle, locale, 'short')).join(' – ') });
  }
  return (
    <FilterChip
      name={t('span')}
      anyLabel=""
      value={value}
      options={options}
      onChange={(span) => {
        const [from = null, to = null] = span?.split('/') ?? [];
        onChange({ cycle: null, from, to });
      }}
    />
  );
}
