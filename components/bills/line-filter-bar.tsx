'use client';

import { useTranslations } from 'next-intl';
import { FilterBar, FilterChip } from '@/components/ui/filter-chip';
import { SearchField } from '@/components/ui/search-field';
import { chargeModes, type UsageFilters } from '@/lib/bills/filters';
import type { BillChoices } from '@/lib/bills/schema';
import { type Cycle, parseCycle } from '@/lib/cycles';
import { CycleFilter } from './cycle-filter';
import { MoreFilters } from './more-filters';
import { SpanChip } from './span-chip';
import { useCodeNames, useCodeOptions } from './use-bill-words';

interface LineFilterBarProps {
  filters: UsageFilters;
  thisCycle: Cycle;
  choices: BillChoices | undefined;
  onChange: (change: Partial<UsageFilters>) => void;
}

const noChoices: BillChoices = { services: [], resourceTypes: [], regions: [], projects: [], tagKeys: [] };
const NOT_ALLOCATED = 'null';

export function LineFilterBar({ filters, thisCycle, choices = noChoices, onChange }: LineFilterBarProps) {
  const t = useTranslations('bills');
  const modes = useCodeOptions('modes', chargeModes);
  const named = ({ code, name }: { code: string; name: string }) => ({ value: code, label: name });
  const spans = filters.from !== null || filters.to !== null;
  const projects = [
    ...choices.projects.map(({ id, name }) => ({ value: id, label: name })),
    { value: NOT_ALLOCATED, label: t('row.notAllocated') },
  ];
  return (
    <FilterBar ruled>
      <CycleFilter
        thisCycle={thisCycle}
        value={spans ? null : (parseCycle(filters.cycle ?? '') ?? thisCycle)}
        onChange={(cycle) => onChange({ cycle, from: null, to: null })}
      />
      <SpanChip filters={filters} thisCycle={thisCycle} onChange={onChange} />
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
        onChange={(mode) => onChange({ mode: mode as UsageFilters['mode'] })}
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
      <RareChips filters={filters} choices={choices} onChange={onChange} />
      <MoreFilters filters={filters} choices={choices} onChange={onChange} />
    </FilterBar>
  );
}

/** What is set among the rarer filters, each with its way out. */
function RareChips({
  filters,
  choices,
  onChange,
}: Omit<Required<LineFilterBarProps>, 'thisCycle'> & { choices: BillChoices }) {
  const t = useTranslations('bills.filters');
  const nameOf = useCodeNames();
  const set = [
    ['type', t('type'), filters.type && nameOf('billTypes', filters.type)],
    [
      'resourceType',
      t('resourceType'),
      choices.resourceTypes.find(({ code }) => code === filters.resourceType)?.name ?? filters.resourceType,
    ],
    ['tag', t('tag'), filters.tag],
    ['resource', t('resource'), filters.resource],
    ['order', t('order'), filters.order],
    ['sku', t('sku'), filters.sku],
    ['zero', t('zero'), filters.zero === 'include' ? null : t(filters.zero === 'hide' ? 'zeroHide' : 'zeroOnly')],
    ['offBy', t('offBy'), filters.offBy && t('offByOnly')],
  ] as const;
  return set.map(
    ([name, label, shown]) =>
      shown !== null && (
        <FilterChip
          key={name}
          name={label}
          value={shown}
          options={[]}
          onChange={() => onChange({ [name]: name === 'zero' ? 'include' : null })}
        />
      ),
  );
}
