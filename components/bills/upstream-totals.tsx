'use client';

import { useTranslations } from 'next-intl';
import { Tag } from '@/components/ui/tag';
import type { SummaryList } from '@/lib/bills/schema';
import { formatAmount } from '@/lib/format';

/** The authority beside our sum: equal, or the upstream's own figure in red. Unknown under filters of ours. */
export function UpstreamTotals({ list }: { list: SummaryList }) {
  const t = useTranslations('bills.foot');
  if (list.upstreamTotals === null) return null;
  return (
    <p className="pt-2 text-small text-ink-3">
      {list.upstreamTotals.map(({ currency, consumeAmount }) => {
        const ours = list.totals.find((total) => total.currency === currency)?.consumeAmount;
        return ours === consumeAmount ? (
          <span key={currency} className="mr-3">
            {t('upstreamEqual', { currency })}
          </span>
        ) : (
          <Tag key={currency} tone="bad">
            {t('upstreamOff', { amount: formatAmount(consumeAmount), currency })}
          </Tag>
        );
      })}
    </p>
  );
}
