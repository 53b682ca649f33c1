'use client';

import { useTranslations } from 'next-intl';
import { FilterBar, FilterChip } from '@/components/ui/filter-chip';
import { Segmented } from '@/components/ui/segmented';
import { type Estimate, spans } from '@/lib/prices/filters';
import { HoursField } from './hours-field';

interface EstimateToolbarProps {
  estimate: Estimate;
  accounts: readonly { domainId: string; name: string }[];
  onChange: (change: Partial<Estimate>) => void;
}

export function EstimateToolbar({ estimate, accounts, onChange }: EstimateToolbarProps) {
  const t = useTranslations('prices');
  const { months, hours, account } = estimate;
  const offered = (spans as readonly number[]).includes(months) ? spans : [...spans, months].sort((a, b) => a - b);
  return (
    <FilterBar>
      <Segmented
        label={t('period')}
        segments={offered.map((span) => ({ value: String(span), label: t('months', { count: span }) }))}
        value={String(months)}
        onChange={(value) => onChange({ months: Number(value) })}
      />
      <HoursField hours={hours} onChange={(value) => onChange({ hours: value })} />
      {accounts.length > 1 && (
        <FilterChip
          name={t('discountsOf')}
          value={account ?? accounts[0]?.domainId ?? null}
          anyLabel={false}
          options={accounts.map(({ domainId, name }) => ({ value: domainId, label: name }))}
          onChange={(domainId) => onChange({ account: domainId === accounts[0]?.domainId ? null : domainId })}
        />
      )}
    </FilterBar>
  );
}
