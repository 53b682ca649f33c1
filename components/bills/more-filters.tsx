'use client';

import { useTranslations } from 'next-intl';
import { FilterChip } from '@/components/ui/filter-chip';
import { Icon } from '@/components/ui/icon';
import { Menu } from '@/components/ui/menu';
import { billTypes, type UsageFilters } from '@/lib/bills/filters';
import type { BillChoices } from '@/lib/bills/schema';
import { only, onlyValue, type ValueList } from '@/lib/query/value-list';
import { ListChip } from './list-chip';
import { TextFilter } from './text-filter';
import { useCodeOptions } from './use-bill-words';

interface MoreFiltersProps {
  filters: UsageFilters;
  choices: BillChoices;
  onChange: (change: Partial<UsageFilters>) => void;
}

const listOf = (text: string | null): ValueList | null => (text === null ? null : only(text));

/** The dimensions that are asked for now and then; a chip in the bar shows each that is set. */
export function MoreFilters({ filters, choices, onChange }: MoreFiltersProps) {
  const t = useTranslations('bills.filters');
  const types = useCodeOptions('billTypes', billTypes);
  const tag = onlyValue(filters.tag);
  return (
    <Menu
      label={t('more')}
      stays
      triggerClass="chip"
      popClass="right-0 top-[calc(100%+4px)] grid w-[min(300px,calc(100vw-32px))] gap-2.5 p-3"
      trigger={
        <>
          {t('more')} <Icon name="down" />
        </>
      }
    >
      <div className="flex flex-wrap gap-1.5">
        <ListChip name={t('type')} list={filters.type} options={types} onChange={(type) => onChange({ type })} />
        <ListChip
          name={t('resourceType')}
          list={filters.resourceType}
          options={choices.resourceTypes.map(({ code, name }) => ({ value: code, label: name }))}
          onChange={(resourceType) => onChange({ resourceType })}
        />
        <FilterChip
          name={t('tagKey')}
          value={tag?.includes('=') ? null : tag}
          options={choices.tagKeys.map((key) => ({ value: key, label: key }))}
          onChange={(key) => onChange({ tag: listOf(key) })}
        />
        <FilterChip
          name={t('zero')}
          value={filters.zero === 'include' ? null : filters.zero}
          anyLabel={t('zeroInclude')}
          options={[
            { value: 'hide', label: t('zeroHide') },
            { value: 'only', label: t('zeroOnly') },
          ]}
          onChange={(zero) => onChange({ zero: zero === 'hide' || zero === 'only' ? zero : 'include' })}
        />
        <FilterChip
          name={t('offBy')}
          value={filters.offBy}
          anyLabel={t('offByAny')}
          options={[{ value: 'only', label: t('offByOnly') }]}
          onChange={(offBy) => onChange({ offBy: offBy === 'only' ? 'only' : null })}
        />
      </div>
      <TextFilter label={t('tag')} value={tag} maxLength={200} onChange={(text) => onChange({ tag: listOf(text) })} />
      <TextFilter
        label={t('resourceId')}
        value={onlyValue(filters.resource)}
        maxLength={128}
        onChange={(text) => onChange({ resource: listOf(text) })}
      />
      <TextFilter label={t('orderId')} value={filters.order} maxLength={64} onChange={(order) => onChange({ order })} />
      <TextFilter
        label={t('sku')}
        value={onlyValue(filters.sku)}
        maxLength={256}
        onChange={(text) => onChange({ sku: listOf(text) })}
      />
    </Menu>
  );
}
