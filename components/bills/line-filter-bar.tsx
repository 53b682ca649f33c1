'use client';

import { useTranslations } from 'next-intl';
import { FilterBar, FilterChip } from '@/components/ui/filter-chip';
import { SearchField } from '@/components/ui/search-field';
import { billTypes, chargeModes, type ExpenditureFilters, type UsageFilters } from '@/lib/bills/filters';
import type { BillChoices } from '@/lib/bills/schema';
import { type Cycle, parseCycle } from '@/lib/cycles';
import { CycleFilter } from './cycle-filter';
import { useCodeOptions } from './use-bill-words';

type LineFilterValues = UsageFilters & Partial<Pick<ExpenditureFilters, 'order'>>;

interface LineFilterBarProps {
  filters: LineFilterValues;
  thisCycle: Cycle;
  choices: BillChoices | undefined;
  onChange: (change: Partial<LineFilterValues>) => void;
}

const noChoices: BillChoices = { services: [], regions: [], projects: [] };
const NOT_ALLOCATED = 'null';

export function LineFilterBar({ filters, thisCycle, choices = noChoices, onChange }: LineFilterBarProps) {
  const t = useTranslations('bills');
  const modes = useCodeOptions('modes', chargeModes);
  const types = useCodeOptions('billTypes', billTypes);
  const named = ({ code, name }: { code: string; name: string }) => ({ value: code, label: name });
  const projects = [
    ...choices.projects.map(({ id, name }) => ({ value: id, label: name })),
    { value: NOT_ALLOCATED, label: t('row.notAllocated') },
  ];
  return (
    <FilterBar ruled>
      <CycleFilter
        thisCycle={thisCycle}
        value={parseCycle(filters.cycle ?? filters.from ?? '') ?? thisCycle}
        onChange={(cycle) => onChange({ cycle, from: null, to: null })}
      />
      <SearchField
        label={t('filters.searchShort')}
        value={filters.q}
        onChange={(q) => onChange({ q })}
        className="w-[172px] max-sm:w-full"
      />
      <FilterChip
        name={t('filters.service')}
        value={filters.service}
        options={choices.services.map(named)}
        onChange={(service) => onChange({ service })}
      />
      <FilterChip
        name={t('filters.mode')}
        value={filters.mode}
        options={modes}
        // The options are the codes of the filter.
        onChange={(mode) => onChange({ mode: mode as LineFilterValues['mode'] })}
      />
      <FilterChip
        name={t('filters.type')}
        value={filters.type}
        options={types}
        onChange={(type) => onChange({ type: type as LineFilterValues['type'] })}
      />
      <FilterChip
        name={t('filters.project')}
        value={filters.project}
        options={projects}
        onChange={(project) => onChange({ project })}
      />
      <FilterChip
        name={t('filters.region')}
        value={filters.region}
        options={choices.regions.map(named)}
        onChange={(region) => onChange({ region })}
      />
      <FilterChip
        name={t('filters.zero')}
        value={filters.zero === 'hide' ? 'hide' : null}
        anyLabel={t('filters.zeroInclude')}
        options={[{ value: 'hide', label: t('filters.zeroHide') }]}
        onChange={(zero) => onChange({ zero: zero === 'hide' ? 'hide' : 'include' })}
      />
      {filters.resource !== null && (
        <FilterChip
          name={t('filters.resource')}
          value={filters.resource}
          options={[]}
          onChange={(resource) => onChange({ resource })}
        />
      )}
      {filters.order != null && (
        <FilterChip
          name={t('filters.order')}
          value={filters.order}
          options={[]}
          onChange={(order) => onChange({ order })}
        />
      )}
    </FilterBar>
  );
}
