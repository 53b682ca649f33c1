'use client';

import { useTranslations } from 'next-intl';
import { type ChipOption, FilterBar, FilterChip } from '@/components/ui/filter-chip';
import { SearchField } from '@/components/ui/search-field';
import { chargeModes, type UsageFilters } from '@/lib/bills/filters';
import type { BillChoices } from '@/lib/bills/schema';
import { type Cycle, parseCycle } from '@/lib/cycles';
import { NO_CODE } from '@/lib/bills/no-code';
import { CycleFilter } from './cycle-filter';
import { DaysChip } from './days-chip';
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
/** Days are of one period. */
const anyDay = { fromDay: null, toDay: null };

export function LineFilterBar({ filters, thisCycle, choices = noChoices, onChange }: LineFilterBarProps) {
  const t = useTranslations('bills');
  const modes = useCodeOptions('modes', chargeModes);
  const named = ({ code, name }: { code: string; name: string }) => ({ value: code, label: name });
  /** What has no code is asked for by an address only, so it is a choice only then. */
  const orNone = (value: string | null, options: ChipOption[]): ChipOption[] =>
    value === NO_CODE ? [...options, { value: NO_CODE, label: t('filters.noCode') }] : options;
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
        onChange={(cycle) => onChange({ cycle, from: null, to: null, ...anyDay })}
      />
      <SpanChip filters={filters} thisCycle={thisCycle} onChange={(span) => onChange({ ...span, ...anyDay })} />
      <DaysChip filters={filters} onChange={onChange} />
      <SearchField
        label={t('filters.searchShort')}
        value={filters.q}
        onChange={(q) => onChange({ q })}
        className="w-[172px] max-sm:w-full"
      />
      <FilterChip
        name={t('filters.service')}
        value={filters.service}
        options={orNone(filters.service, choices.services.map(named))}
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
        options={orNone(filters.region, choices.regions.map(named))}
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
  const codeShown = (code: string | null) => (code === NO_CODE ? t('noCode') : code);
  const set = [
    ['type', t('type'), filters.type && nameOf('billTypes', filters.type)],
    [
      'resourceType',
      t('resourceType'),
      choices.resourceTypes.find(({ code }) => code === filters.resourceType)?.name ?? codeShown(filters.resourceType),
    ],
    ['tag', t('tag'), filters.tag],
    ['resource', t('resource'), codeShown(filters.resource)],
    ['order', t('order'), filters.order],
    ['sku', t('sku'), codeShown(filters.sku)],
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
