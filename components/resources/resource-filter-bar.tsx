'use client';

import { useTranslations } from 'next-intl';
import { FilterBar, FilterChip } from '@/components/ui/filter-chip';
import { SearchField } from '@/components/ui/search-field';
import type { ResourceFilters } from '@/lib/resources/filters';
import type { ResourceList } from '@/lib/resources/schema';
import { knownPolicies } from './resource-status';

interface ResourceFilterBarProps {
  filters: ResourceFilters;
  choices: ResourceList['choices'] | undefined;
  accounts: readonly { domainId: string; name: string }[];
  onChange: (change: Partial<ResourceFilters>) => void;
}

const windows = ['7', '30', '90'] as const;

export function ResourceFilterBar({ filters, choices, accounts, onChange }: ResourceFilterBarProps) {
  const t = useTranslations('resources');
  const onSearch = (q: string | null) => onChange({ q });
  return (
    <FilterBar>
      <SearchField
        label={t('search')}
        value={filters.q}
        onChange={onSearch}
        maxLength={100}
        className="w-[272px] max-sm:w-full"
      />
      {accounts.length > 1 && (
        <FilterChip
          name={t('head.account')}
          value={filters.account}
          options={accounts.map(({ domainId, name }) => ({ value: domainId, label: name }))}
          onChange={(account) => onChange({ account })}
        />
      )}
      <FilterChip
        name={t('filter.service')}
        value={filters.service}
        options={(choices?.services ?? []).map(({ code, name }) => ({ value: code, label: name }))}
        onChange={(service) => onChange({ service })}
      />
      <FilterChip
        name={t('head.region')}
        value={filters.region}
        options={(choices?.regions ?? []).map(({ code, name }) => ({ value: code, label: name }))}
        onChange={(region) => onChange({ region })}
      />
      <FilterChip
        name={t('head.project')}
        value={filters.project}
        options={(choices?.projects ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(project) => onChange({ project })}
      />
      <FilterChip
        name={t('filter.expires')}
        value={filters.expires}
        options={windows.map((days) => ({ value: days, label: t('filter.within', { days: Number(days) }) }))}
        onChange={(expires) => onChange({ expires: windows.find((days) => days === expires) ?? null })}
      />
      <FilterChip
        name={t('head.policy')}
        value={filters.policy}
        options={knownPolicies.map((code) => ({ value: code, label: t(`policy.${code}`) }))}
        onChange={(policy) => onChange({ policy: knownPolicies.find((code) => code === policy) ?? null })}
      />
      <FilterChip
        name={t('filter.kind')}
        value={filters.kind}
        options={[
          { value: 'primary', label: t('kind.primary') },
          { value: 'attached', label: t('kind.attached') },
        ]}
        onChange={(kind) => onChange({ kind: kind === 'primary' || kind === 'attached' ? kind : null })}
      />
      {filters.order !== null && (
        <FilterChip
          name={t('head.order')}
          value={filters.order}
          options={[]}
          onChange={(order) => onChange({ order })}
        />
      )}
    </FilterBar>
  );
}
