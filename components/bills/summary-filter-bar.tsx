'use client';

import { useLocale, useTranslations } from 'next-intl';
import { FilterBar, FilterChip } from '@/components/ui/filter-chip';
import { SearchField } from '@/components/ui/search-field';
import { chargeModes, coarseBillTypes, type SummaryFilters } from '@/lib/bills/filters';
import { cyclesOf } from '@/lib/bills/period';
import type { SummaryList } from '@/lib/bills/schema';
import { addCycles, type Cycle, parseCycle } from '@/lib/cycles';
import { formatCycle } from '@/lib/format';
import { CycleFilter } from './cycle-filter';
import { useCodeOptions } from './use-bill-words';

interface SummaryFilterBarProps {
  filters: SummaryFilters;
  thisCycle: Cycle;
  choices: SummaryList['choices'] | undefined;
  onChange: (change: Partial<SummaryFilters>) => void;
}

const SPANS = [3, 6, 12, 24, 36];

export function SummaryFilterBar({ filters, thisCycle, choices, onChange }: SummaryFilterBarProps) {
  const t = useTranslations('bills');
  const modes = useCodeOptions('modes', chargeModes);
  const types = useCodeOptions('coarseTypes', coarseBillTypes);
  const spans = filters.from !== null || filters.to !== null;
  return (
    <FilterBar ruled>
      <CycleFilter
        thisCycle={thisCycle}
        value={spans ? null : (parseCycle(filters.cycle ?? '') ?? thisCycle)}
        onChange={(cycle) => onChange({ cycle, from: null, to: null })}
      />
      <SpanChip filters={filters} thisCycle={thisCycle} onChange={onChange} />
      <SearchField label={t('filters.searchSummary')} value={filters.q} onChange={(q) => onChange({ q })} />
      <FilterChip
        name={t('filters.service')}
        value={filters.service}
        options={choices?.services.map(({ code, name }) => ({ value: code, label: name })) ?? []}
        onChange={(service) => onChange({ service })}
      />
      <FilterChip
        name={t('filters.mode')}
        value={filters.mode}
        options={modes}
        // The options are the codes of the filter.
        onChange={(mode) => onChange({ mode: mode as SummaryFilters['mode'] })}
      />
      <FilterChip
        name={t('filters.type')}
        value={filters.type}
        options={types}
        onChange={(type) => onChange({ type: type as SummaryFilters['type'] })}
      />
      {filters.project !== null && (
        <FilterChip
          name={t('filters.project')}
          value={filters.project}
          options={[]}
          onChange={(project) => onChange({ project })}
        />
      )}
    </FilterBar>
  );
}

function SpanChip({ filters, thisCycle, onChange }: Omit<SummaryFilterBarProps, 'choices'>) {
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
