'use client';

import { useLocale, useTranslations } from 'next-intl';
import { type ChipOption, FilterBar, FilterChip } from '@/components/ui/filter-chip';
import { SearchField } from '@/components/ui/search-field';
import { useBusinessNow } from '@/components/ui/clock';
import { formatDay } from '@/lib/format';
import { type OrderFilters, orderTypes } from '@/lib/orders/filters';
import { useOrderWords } from './order-words';
import { periodOf, presetOf, type PeriodPreset, presets } from './order-period';

interface OrderFilterBarProps {
  filters: OrderFilters;
  services: readonly { code: string; name: string }[];
  onChange: (change: Partial<OrderFilters>) => void;
}

export function OrderFilterBar({ filters, services, onChange }: OrderFilterBarProps) {
  const t = useTranslations('orders');
  const words = useOrderWords();
  const locale = useLocale();
  const today = (useBusinessNow() ?? new Date(0).toISOString()).slice(0, 10);
  const preset = presetOf(filters, today);
  const periodOptions: ChipOption[] = presets.map((key) => ({ value: key, label: t(`filter.${key}`) }));
  const day = (text: string) => (text.length === 7 ? text : formatDay(text, locale, 'table'));
  const { from, to } = filters;
  if (preset === 'custom') {
    const label =
      from && to
        ? t('filter.range', { from: day(from), to: day(to) })
        : from
          ? t('filter.since', { from: day(from) })
          : t('filter.until', { to: day(to ?? '') });
    periodOptions.push({ value: 'custom', label });
  }
  return (
    <FilterBar>
      <SearchField label={t('search')} value={filters.q} onChange={(q) => onChange({ q })} />
      <FilterChip
        name={t('filter.created')}
        value={preset}
        options={periodOptions}
        onChange={(value) => {
          if (value !== 'custom') onChange(periodOf(value as PeriodPreset | null, today));
        }}
      />
      <FilterChip
        name={t('filter.type')}
        value={filters.type}
        options={orderTypes.map((value) => ({ value, label: words.type(value) }))}
        onChange={(type) => onChange({ type: orderTypes.find((known) => known === type) ?? null })}
      />
      <FilterChip
        name={t('filter.service')}
        value={filters.service}
        options={services.map(({ code, name }) => ({ value: code, label: name }))}
        onChange={(service) => onChange({ service })}
      />
    </FilterBar>
  );
}
