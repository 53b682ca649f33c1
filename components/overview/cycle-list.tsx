'use client';

import { Link } from '@/components/ui/link';
import { useLocale, useTranslations } from 'next-intl';
import { Amount } from '@/components/ui/amount';
import { Bead } from '@/components/ui/bead';
import { Section } from '@/components/ui/section';
import { dayOf, type FormatLocale, formatCycle, formatDay, formatTime } from '@/lib/format';
import type { Overview } from '@/lib/overview/schema';
import { paths } from '@/lib/paths';

type Cycle = Overview['cycles'][number];
const SHOWN = 5;

interface CycleListProps {
  cycles: Overview['cycles'];
  asOf: string;
  account: string | null;
}

/** The newest cycles with their state, since when or until when, and what each comes to. */
export function CycleList({ cycles, asOf, account }: CycleListProps) {
  const t = useTranslations('overview');
  const locale = useLocale();
  return (
    <Section title={t('cycles')} end={<Link href={paths.billSummary({ account })}>{t('allCycles')}</Link>}>
      <ul className="list">
        {cycles.slice(0, SHOWN).map((cycle) => (
          <li key={cycle.cycle}>
            <span className={`flex min-w-0 items-center gap-2 ${cycle.state === 'open' ? 'text-attn' : ''}`}>
              <Bead state={cycle.state} />
              <Link className="text-inherit" href={paths.billSummary({ account, cycle: cycle.cycle })}>
                {formatCycle(cycle.cycle, locale)}
              </Link>
              <span className="truncate text-small text-ink-3">
                <StateText cycle={cycle} asOf={asOf} locale={locale} />
              </span>
            </span>
            <span>
              {cycle.totals.map((total) => (
                <span key={total.currency} className="block">
                  <Amount value={total} max={2} currency={cycle.totals.length > 1} />
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function StateText({ cycle, asOf, locale }: { cycle: Cycle; asOf: string; locale: FormatLocale }) {
  const t = useTranslations('overview');
  const day = formatDay(dayOf(cycle.finalAt, 'GMT+8'), locale, 'short');
  if (cycle.state === 'open') return t('cycleOpen', { time: formatTime(asOf, 'GMT+8') });
  if (cycle.state === 'closing') return t('cycleClosing', { day });
  return cycle.state === 'final' ? t('cycleFinal', { day }) : t('cycleRestated');
}
