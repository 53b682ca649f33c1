'use client';

import { useTranslations } from 'next-intl';
import { Amount } from '@/components/ui/amount';
import { Section } from '@/components/ui/section';
import { formatAmount, formatCount } from '@/lib/format';
import { breakEvenHours, cheapestMode } from '@/lib/prices/compare';
import { MAX_HOURS } from '@/lib/prices/filters';
import type { EstimateLine } from '@/lib/prices/line-codec';
import type { Quote } from '@/lib/prices/schema';

/** The figures in words: what to take, what it saves, what is due when, and from how many hours a fixed price pays. */
export function WhatItMeans({ quote, lines }: { quote: Quote; lines: readonly EstimateLine[] }) {
  const t = useTranslations('prices.means');
  const mode = useTranslations('prices.mode');
  const { totals, months, currency, hoursPerMonth } = quote;
  const cheapest = cheapestMode(totals);
  const breakEven = (['monthly', 'yearly'] as const).flatMap((fixed) => {
    const hours = breakEvenHours(quote, fixed, lines);
    return hours === null ? [] : [{ fixed, hours }];
  });
  const incomplete = !totals.payPerUse.complete || !totals.monthly.complete || totals.yearly?.complete === false;
  return (
    <Section title={t('title')} className="mt-7 max-w-[760px]">
      <dl className="list">
        {breakEven.map(({ fixed, hours }) => (
          <div key={fixed} className="flex min-h-[35px] items-center justify-between gap-3 border-b border-rule py-1">
            <dt className="text-ink-2">{t('cheaperFrom', { mode: mode(fixed) })}</dt>
            <dd className="whitespace-nowrap">
              {hours > MAX_HOURS ? t('never') : t('hours', { hours: formatCount(hours) })}
            </dd>
          </div>
        ))}
        {totals.yearly?.complete && (
          <div className="flex min-h-[35px] items-center justify-between gap-3 border-b border-rule py-1">
            <dt className="text-ink-2">{t('dueAtOnce')}</dt>
            <dd>
              <Amount value={totals.yearly.amount} currency max={2} />
            </dd>
          </div>
        )}
      </dl>
      <p className="mt-2.5 text-ink-2">
        {cheapest
          ? t('cheapest', {
              mode: mode(cheapest.mode),
              saves: `${formatAmount(cheapest.saves, { max: 2 })} ${currency}`,
              months,
              hours: hoursPerMonth,
            })
          : !incomplete && t('noneCheapest')}{' '}
        {incomplete && <span className="text-attn">{t('incomplete')}</span>}
      </p>
      <p className="mt-1 text-small text-ink-3">{t('source', { hours: hoursPerMonth })}</p>
    </Section>
  );
}
