'use client';

import { useLocale, useTranslations } from 'next-intl';
import { cn } from '@/lib/cn';
import type { CycleState } from '@/lib/cycles';
import { ageOf, dayOf, type FormatLocale, formatDay, formatTime } from '@/lib/format';
import { Bead } from './bead';
import { useBusinessNow } from './clock';

interface FreshnessProps {
  /** ISO instant of the oldest part of what is shown. */
  asOf: string;
  /** Bills have a state; what is read live has none. */
  state?: CycleState;
  /** The upstream could not be read since: the age is said, in amber. */
  stale?: boolean;
  className?: string;
}

/** “Provisional as of 14:05 GMT+8”, or “Read from Huawei Cloud at 14:05 GMT+8”. */
export function Freshness({ asOf, state, stale = false, className }: FreshnessProps) {
  const t = useTranslations('states');
  const locale = useLocale();
  const now = useBusinessNow();
  const time = whenText(asOf, now, locale);
  const age = stale && now ? ageOf(asOf, now) : null;
  return (
    <span className={cn('inline-flex flex-wrap items-center gap-x-1.5 text-small whitespace-nowrap', className)}>
      {state && (
        <span className={cn('inline-flex items-center gap-1.5', state === 'open' ? 'text-attn' : 'text-ink-2')}>
          <Bead state={state} />
          {t(state)}
        </span>
      )}
      <span className={state ? 'text-ink-3' : 'text-ink-2'}>
        {state ? t('asOf', { time }) : t('readAt', { time })}
        {age && (locale === 'en' ? ',' : '，')}
      </span>
      {age && <span className="text-attn">{t(`age.${age.unit}`, { count: age.count })}</span>}
    </span>
  );
}

/** The time alone while it is today's; with its day afterwards. */
function whenText(asOf: string, now: string | null, locale: FormatLocale): string {
  const time = `${formatTime(asOf, 'GMT+8')} GMT+8`;
  const day = dayOf(asOf, 'GMT+8');
  if (now === null || dayOf(now, 'GMT+8') === day) return time;
  return `${formatDay(day, locale, locale === 'en' ? 'short' : 'long')}${locale === 'en' ? ', ' : ' '}${time}`;
}
