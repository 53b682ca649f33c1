'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useBusinessNow } from '@/components/ui/clock';
import { type ChipOption, FilterBar, FilterChip } from '@/components/ui/filter-chip';
import { SearchField } from '@/components/ui/search-field';
import { type FormatLocale, formatCycle, formatDay } from '@/lib/format';
import { type OrderFilters, orderTypes } from '@/lib/orders/filters';
import { OrderDays } from './order-days';
import { periodOf, type PeriodPreset, presetOf, presets } from './order-period';
import { useOrderWords } from './order-words';

interface OrderFilterBarProps {
  filters: OrderFilters;
  services: readonly { code: string; name: string }[];
  accounts: readonly { domainId: string; name: string }[];
  onChange: (change: Partial<OrderFilters>) => void;
}

export function OrderFilterBar({ filters, services, accounts, onChange }: OrderFilterBarProps) {
  const t = useTranslations('orders');
  const words = useOrderWords();
  const locale = useLocale();
  const today = (useBusinessNow() ?? new Date(0).toISOString()).slice(0, 10);
  const preset = presetOf(filters, today);
  const [choosing, setChoosing] = useState(false);
  const custom = preset === 'custom' ? periodText(filters, locale, t) : t('filter.custom');
  const periodOptions: ChipOption[] = [
    ...presets.map((key) => ({ value: key, label: t(`filter.${key}`) })),
    { value: 'custom', label: custom },
  ];
  return (
    <FilterBar>
      <SearchField label={t('search')} value={filters.q} onChange={(q) => onChange({ q })} />
      <FilterChip
        name={t('filter.created')}
        value={preset}
        options={periodOptions}
        onChange={(value) => {
          setChoosing(value === 'custom');
          if (value !== 'custom') onChange(periodOf(value as PeriodPreset | null, today));
        }}
      />
      {(choosing || preset === 'custom') && <OrderDays from={filters.from} to={filters.to} onChange={onChange} />}
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
      {accounts.length > 1 && (
        <FilterChip
          name={t('head.account')}
          value={filters.account}
          options={accounts.map(({ domainId, name }) => ({ value: domainId, label: name }))}
          onChange={(account) => onChange({ account })}
        />
      )}
    </FilterBar>
  );
}

type Words = ReturnType<typeof useTranslations<'orders'>>;

function periodText({ from, to }: OrderFilters, locale: FormatLocale, t: Words): string {
  const at = (text: string) =>
    text.length === 7 ? formatCycle(text, locale, 'short') : formatDay(text, locale, 'table');
  if (from && to) return from === to ? at(from) : t('filter.range', { from: at(from), to: at(to) });
  return from ? t('filter.since', { from: at(from) }) : t('filter.until', { to: at(to ?? '') });
}
