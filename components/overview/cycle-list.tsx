'use client';

import { Link } from '@/components/ui/link';
import { useLocale, useTranslations } from 'next-intl';
import { Amount } from '@/components/ui/amount';
import { Bead } from '@/components/ui/bead';
import { Section } from '@/components/ui/section';
import { dayOf, type FormatLocale, formatCycle, formatDay, formatTime } from '@/lib/format';
import type { Overview } from '@/lib/overview/schema';
import { paths } from '@/lib/paths';
import { isLacking, knownSum } from './lacking';

type Cycle = Overview['cycles'][number];
const SHOWN = 5;

interface CycleListProps {
  overview: Pick<Overview, 'cycles' | 'asOf' | 'unpublished'>;
  account: string | null;
}

/** The newest cycles with their state, since when or until when, and what each comes to. */
export function CycleList({ overview, account }: CycleListProps) {
  const t = useTranslations('overview');
  return (
    <Section title={t('cycles')} end={<Link href={paths.billSummary({ account })}>{t('allCycles')}</Link>}>
      <ul className="list">
        {overview.cycles.slice(0, SHOWN).map((cycle) => (
          <CycleItem key={cycle.cycle} cycle={cycle} overview={overview} account={account} />
        ))}
      </ul>
    </Section>
  );
}

function CycleItem({ cycle, overview, account }: CycleListProps & { cycle: Cycle }) {
  const t = useTranslations('overview');
  const locale = useLocale();
  const lacking = isLacking(overview, cycle.cycle);
  return (
    <li>
      <span className={`flex min-w-0 items-center gap-2 ${cycle.state === 'open' && !lacking ? 'text-attn' : ''}`}>
        {lacking ? <span className="w-3" /> : <Bead state={cycle.state} />}
        <Link className="text-inherit" href={paths.billSummary({ account, cycle: cycle.cycle })}>
          {formatCycle(cycle.cycle, locale)}
        </Link>
        <span className="truncate text-small text-ink-3">
          {lacking ? t('cycleLacking') : <StateText cycle={cycle} asOf={overview.asOf} locale={locale} />}
        </span>
      </span>
      <span>
        {cycle.totals.map((total) => (
          <span key={total.currency} className="block">
            <Amount value={knownSum(overview, cycle.cycle, total)} max={2} currency={cycle.totals.length > 1} />
          </span>
        ))}
      </span>
    </li>
  );
}

function StateText({ cycle, asOf, locale }: { cycle: Cycle; asOf: string; locale: FormatLocale }) {
  const t = useTranslations('overview');
  const day = formatDay(dayOf(cycle.finalAt, 'GMT+8'), locale, 'short');
  if (cycle.state === 'open') return t('cycleOpen', { time: formatTime(asOf, 'GMT+8') });
  if (cycle.state === 'closing') return t('cycleClosing', { day });
  return cycle.state === 'final' ? t('cycleFinal', { day }) : t('cycleRestated');
}
