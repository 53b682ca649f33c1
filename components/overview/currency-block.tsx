'use client';

import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { StackedBars } from '@/components/charts/stacked-bars';
import { Bead } from '@/components/ui/bead';
import { Section } from '@/components/ui/section';
import { formatAmount, formatCycle } from '@/lib/format';
import { compare, type Decimal } from '@/lib/money';
import type { Overview, OverviewCurrency } from '@/lib/overview/schema';
import { paths } from '@/lib/paths';
import { KeyFigures } from './key-figures';
import { isLacking } from './lacking';
import { chartOf, OTHERS } from './month-chart';
import { ProjectionLine } from './projection-line';
import { ServiceTable } from './service-table';

interface CurrencyBlockProps {
  block: OverviewCurrency;
  overview: Overview;
  account: string | null;
  named: boolean;
  withCount: boolean;
}

/** Key figures, twelve months and their table, all in one currency. */
export function CurrencyBlock({ block, overview, account, named, withCount }: CurrencyBlockProps) {
  const t = useTranslations('overview');
  const states = useTranslations('states');
  const locale = useLocale();
  const router = useRouter();
  const { currency, months } = block;
  const chart = chartOf(block, {
    locale,
    others: t('othersOfAll'),
    stateOf: (state) => (state === null ? t('incomplete') : states(state)),
    isLacking: (cycle) => isLacking(overview, cycle),
  });
  const onSelect = (cycle: string, service: string) =>
    router.push(paths.billSummary({ account, cycle, service: service === OTHERS ? null : service }));
  return (
    <>
      <KeyFigures block={block} overview={overview} account={account} named={named} withCount={withCount} />
      <ProjectionLine currency={currency} account={account} />
      <div className="split mb-6" data-cols="408">
        <Section
          title={t('chart')}
          unit={currency}
          end={<StateKey months={months.filter(({ cycle }) => !isLacking(overview, cycle))} />}
        >
          {block.services.length === 0 ? (
            <p className="py-4 text-ink-2">{t('noCosts')}</p>
          ) : (
            <div className="mt-5">
              <StackedBars
                label={t('chartLabel', labelOf(block, locale))}
                currency={currency}
                series={chart.series}
                points={chart.points}
                words={{ total: t('total'), more: (count) => t('more', { count }) }}
                onSelect={onSelect}
              />
            </div>
          )}
        </Section>
        <ServiceTable block={block} overview={overview} account={account} />
      </div>
    </>
  );
}

function labelOf({ currency, months, monthToDate }: OverviewCurrency, locale: ReturnType<typeof useLocale>) {
  const amountOf = (amount: string) => formatAmount(amount, { max: 2 });
  const highest = months.reduce<(typeof months)[number] | undefined>(
    (best, month) => (best && compare(best.total.amount as Decimal, month.total.amount as Decimal) >= 0 ? best : month),
    undefined,
  );
  const nameOf = (cycle: string | undefined) => formatCycle(cycle ?? '', locale);
  return {
    currency,
    from: nameOf(months[0]?.cycle),
    to: nameOf(months.at(-1)?.cycle),
    max: amountOf(highest?.total.amount ?? '0'),
    maxMonth: nameOf(highest?.cycle),
    now: amountOf(monthToDate.amount),
  };
}

/** The states that occur, so that no bead is explained that is not there. */
function StateKey({ months }: Pick<OverviewCurrency, 'months'>) {
  const t = useTranslations('overview.states');
  const present = [...new Set(months.map(({ state }) => state))];
  return (
    <span className="flex gap-4 text-ink-2 max-sm:hidden">
      {present.map((state) => (
        <span key={state} className={`inline-flex items-center gap-1.5 ${state === 'open' ? 'text-attn' : ''}`}>
          <Bead state={state} />
          {t(state)}
        </span>
      ))}
    </span>
  );
}
