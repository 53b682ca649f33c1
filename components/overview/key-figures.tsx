'use client';

import { Link } from '@/components/ui/link';
import { useLocale, useTranslations } from 'next-intl';
import { Amount } from '@/components/ui/amount';
import { Bead } from '@/components/ui/bead';
import { Delta } from '@/components/ui/delta';
import { type Stat, StatStrip } from '@/components/ui/stat-strip';
import { formatCount, formatCycle } from '@/lib/format';
import type { Overview, OverviewCurrency } from '@/lib/overview/schema';
import { paths } from '@/lib/paths';
import { comparedDays } from './compared-days';
import { isHot } from './is-hot';
import { isLacking, knownSum } from './lacking';

interface KeyFiguresProps {
  block: OverviewCurrency;
  overview: Overview;
  account: string | null;
  named: boolean;
  /** Orders are counted once, beside the first currency. */
  withCount: boolean;
}

/** Cents are enough here; the whole amount is one click away. */
const CENTS = { places: 2, max: 2 } as const;

export function KeyFigures({ block, overview, account, named, withCount }: KeyFiguresProps) {
  const t = useTranslations('overview');
  const states = useTranslations('states');
  const locale = useLocale();
  const { currency, monthToDate, changePerMille, balance } = block;
  const days = comparedDays(overview);
  const waiting = overview.waiting.totals.find((total) => total.currency === currency);
  const before = block.months.at(-2);
  // None found does not mean none waits when an account could not be read.
  const lacking = overview.failed.some(({ part }) => part === 'orders');
  const nothing = lacking ? null : { amount: '0', currency };
  const { cycle, previousCycle } = overview;
  const lastName = formatCycle(previousCycle, locale);
  const stats: Stat[] = [
    {
      key: 'toDate',
      label: t('toDate', { month: formatCycle(cycle, locale, locale === 'en' ? 'long' : 'month') }),
      figure: <Amount value={knownSum(overview, cycle, monthToDate)} currency figure {...CENTS} />,
      context: [cycle, previousCycle].some((one) => isLacking(overview, one)) ? (
        t('notCompared')
      ) : (
        <>
          <Delta perMille={changePerMille} hot={isHot(block.monthToDate, block.lastMonth)} className="text-ink-2" />
          {days === null ? t('against', { month: lastName }) : t('againstDays', { month: lastName, days })}
        </>
      ),
    },
    {
      key: 'lastMonth',
      label: lastName,
      figure: <Amount value={knownSum(overview, previousCycle, before?.total)} figure {...CENTS} />,
      context: isLacking(overview, previousCycle)
        ? t('cycleLacking')
        : before && (
            <>
              <Bead state={before.state} />
              {states(before.state)}
            </>
          ),
    },
    {
      key: 'balance',
      label: t('balance'),
      figure: <Amount value={balance} figure {...CENTS} />,
      context: balance ? t('balanceHint') : t('balanceUnknown'),
    },
    {
      key: 'waiting',
      label: t('waiting'),
      figure: <Amount value={waiting ?? nothing} figure {...CENTS} />,
      context: withCount && (
        <Link href={paths.orders({ account, status: 'waiting' })}>
          {lacking && overview.waiting.count === 0
            ? t('waitingUnknown')
            : t('waitingTotal', { count: overview.waiting.count, shown: formatCount(overview.waiting.count) })}
        </Link>
      ),
      hideOnPhone: true,
    },
  ];
  return <StatStrip label={named ? t('figuresIn', { currency }) : t('figures')} stats={stats} />;
}
