'use client';

import { useTranslations } from 'next-intl';
import { cn } from '@/lib/cn';
import type { SyncAccount, SyncCycle } from '@/lib/sync/schema';

const MINUTE = 60;
const HOUR = 3600;

/** A bar with what is done of all months, how fast it goes and how long it may take. The line is always there: nothing moves. */
export function ProgressLine({ summary, items }: { summary: SyncAccount; items: readonly SyncCycle[] }) {
  const t = useTranslations('sync');
  const { account, cyclesDone, cyclesTotal, linesPerSecond, restSeconds, secondsLeft, waiting } = summary;
  const running = items.filter(({ status }) => status === 'syncing');
  if (running.length + waiting === 0) {
    return <Line>{cyclesDone < cyclesTotal ? '\u00a0' : t('allRead')}</Line>;
  }
  // A month under way counts by its pages, so that the bar moves with each of them.
  const parts = running.reduce((sum, { progress, version }) => {
    if (version !== null || !progress?.pagesTotal) return sum;
    return sum + Math.min(1, progress.pagesDone / progress.pagesTotal);
  }, 0);
  const percent = cyclesTotal === 0 ? 0 : Math.min(100, Math.floor(((cyclesDone + parts) / cyclesTotal) * 100));
  const words = [
    cyclesDone < cyclesTotal ? t('percent', { percent }) : t('refreshing', { count: running.length }),
    restSeconds > 0 ? t('resting', { count: restSeconds }) : null,
    linesPerSecond > 0 ? t('rate', { lines: linesPerSecond }) : null,
    secondsLeft === null ? null : leftText(secondsLeft, t),
  ].filter((text) => text !== null);
  return (
    <>
      {cyclesDone < cyclesTotal && (
        <progress
          className="sync-bar mt-3"
          max={100}
          value={percent}
          aria-label={t('progress', { account: account.name })}
        />
      )}
      <Line isUnderBar={cyclesDone < cyclesTotal}>{words.join(' · ')}</Line>
    </>
  );
}

const Line = ({ children, isUnderBar = false }: { children: string; isUnderBar?: boolean }) => (
  <p className={cn('mb-1 text-small text-ink-2 tabular-nums', isUnderBar ? 'mt-1' : 'mt-3')}>{children}</p>
);

function leftText(seconds: number, t: ReturnType<typeof useTranslations<'sync'>>): string {
  if (seconds < MINUTE) return t('left.seconds', { count: Math.max(1, seconds) });
  if (seconds < HOUR) return t('left.minutes', { count: Math.ceil(seconds / MINUTE) });
  return t('left.hours', { count: Math.ceil(seconds / HOUR) });
}
