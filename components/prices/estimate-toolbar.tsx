'use client';

import { useTranslations } from 'next-intl';
import { FilterBar, FilterChip } from '@/components/ui/filter-chip';
import { Segmented } from '@/components/ui/segmented';
import { type Estimate, MAX_HOURS, spans } from '@/lib/prices/filters';
import { NumberInput, wholeNumber } from './number-input';

interface EstimateToolbarProps {
  estimate: Estimate;
  accounts: readonly { domainId: string; name: string }[];
  onChange: (change: Partial<Estimate>) => void;
}

const isHours = wholeNumber(1, MAX_HOURS);

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
      <span className="chip pr-1! [&_.inp]:border-transparent!" data-active={hours === 730 ? undefined : true}>
        {t('hoursUsed')}
        <NumberInput
          label={t('hoursUsedLabel', { max: MAX_HOURS })}
          value={String(hours)}
          accepts={isHours}
          onCommit={(value) => onChange({ hours: Number(value) })}
          unit={t('aMonth')}
          className="h-6! w-11! bg-transparent! px-1! text-small font-medium max-sm:h-10! max-sm:w-14!"
        />
      </span>
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
