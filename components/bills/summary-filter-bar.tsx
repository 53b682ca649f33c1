'use client';

import { useTranslations } from 'next-intl';
import { FilterBar, FilterChip } from '@/components/ui/filter-chip';
import { SearchField } from '@/components/ui/search-field';
import { chargeModes, coarseBillTypes, type SummaryFilters } from '@/lib/bills/filters';
import type { SummaryList } from '@/lib/bills/schema';
import { type Cycle, parseCycle } from '@/lib/cycles';
import { CycleFilter } from './cycle-filter';
import { SpanChip } from './span-chip';
import { useCodeOptions } from './use-bill-words';

interface SummaryFilterBarProps {
  filters: SummaryFilters;
  thisCycle: Cycle;
  choices: SummaryList['choices'] | undefined;
  onChange: (change: Partial<SummaryFilters>) => void;
}

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
