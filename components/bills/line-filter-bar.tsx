'use client';

import { useTranslations } from 'next-intl';
import { type ChipOption, FilterBar, FilterChip } from '@/components/ui/filter-chip';
import { SearchField } from '@/components/ui/search-field';
import { billTypes, chargeModes, type UsageFilters } from '@/lib/bills/filters';
import type { BillChoices, UsageList } from '@/lib/bills/schema';
import { type Cycle, parseCycle } from '@/lib/cycles';
import { CycleFilter } from './cycle-filter';
import { DaysChip } from './days-chip';
import { ListChip } from './list-chip';
import { MoreFilters } from './more-filters';
import { SpanChip } from './span-chip';
import { useCodeOptions } from './use-bill-words';
import { useListWords } from './use-list-words';

interface LineFilterBarProps {
  filters: UsageFilters;
  thisCycle: Cycle;
  choices: BillChoices | undefined;
  /** Those on the screen: they say what a resource and a product are called. */
  lines: readonly NamedLine[] | undefined;
  onChange: (change: Partial<UsageFilters>) => void;
}

type NamedLine = Pick<UsageList['items'][number], 'resourceId' | 'resourceName' | 'skuCode' | 'productSpecDesc'>;

const noChoices: BillChoices = { services: [], resourceTypes: [], regions: [], projects: [], tagKeys: [] };
const noLines: readonly NamedLine[] = [];
const NOT_ALLOCATED = 'null';
/** Days are of one period. */
const anyDay = { fromDay: null, toDay: null };

export function LineFilterBar({
  filters,
  thisCycle,
  choices = noChoices,
  lines = noLines,
  onChange,
}: LineFilterBarProps) {
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
      <ListChip
        name={t('filters.service')}
        list={filters.service}
        options={choices.services.map(named)}
        onChange={(service) => onChange({ service })}
      />
      <ListChip name={t('filters.mode')} list={filters.mode} options={modes} onChange={(mode) => onChange({ mode })} />
      <ListChip
        name={t('filters.project')}
        list={filters.project}
        options={projects}
        onChange={(project) => onChange({ project })}
      />
      <ListChip
        name={t('filters.region')}
        list={filters.region}
        options={choices.regions.map(named)}
        onChange={(region) => onChange({ region })}
      />
      <RareChips filters={filters} choices={choices} lines={lines} onChange={onChange} />
      <MoreFilters filters={filters} choices={choices} onChange={onChange} />
    </FilterBar>
  );
}

/** What is set among the rarer filters, each with its way out. */
function RareChips({
  filters,
  choices,
  lines,
  onChange,
}: Omit<LineFilterBarProps, 'thisCycle'> & { choices: BillChoices; lines: readonly NamedLine[] }) {
  const t = useTranslations('bills.filters');
  const wordsOf = useListWords();
  const types = useCodeOptions('billTypes', billTypes);
  const tags = (filters.tag?.values ?? [])
    .filter((tag) => tag.length > 1 && tag.indexOf('=') === tag.length - 1)
    .map((tag) => ({ value: tag, label: t('noTagValue', { key: tag.slice(0, -1) }) }));
  const resourceTypes = choices.resourceTypes.map(({ code, name }) => ({ value: code, label: name }));
  const resources = lines.flatMap(({ resourceId, resourceName }) => calledBy(resourceId, resourceName));
  const products = lines.flatMap(({ skuCode, productSpecDesc }) => calledBy(skuCode, productSpecDesc));
  const set = [
    ['type', t('type'), filters.type && wordsOf(filters.type, types)],
    ['resourceType', t('resourceType'), filters.resourceType && wordsOf(filters.resourceType, resourceTypes)],
    ['tag', t('tagName'), filters.tag && wordsOf(filters.tag, tags)],
    ['resource', t('resource'), filters.resource && wordsOf(filters.resource, resources)],
    ['order', t('order'), filters.order],
    ['sku', t('sku'), filters.sku && wordsOf(filters.sku, products)],
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

/** What has no name is called by its code. */
const calledBy = (code: string | null, name: string | null): ChipOption[] =>
  code && name ? [{ value: code, label: name }] : [];
