'use client';

import { useLocale, useTranslations } from 'next-intl';
import { PageHeader } from '@/components/layout/page-header';
import { CopyLink } from '@/components/ui/copy-link';
import { DownloadMenu } from '@/components/ui/download-menu';
import { Freshness } from '@/components/ui/freshness';
import { type CycleState, finalAt, parseCycle } from '@/lib/cycles';
import type { MissingAccount } from '@/lib/dto';
import { dayOf, formatCycle, formatDay, formatTime } from '@/lib/format';

interface BillHeaderProps {
  title: string;
  /** What is known of the figures; undefined before the first answer. */
  figures:
    | {
        asOf: string;
        stale: boolean;
        states: Readonly<Record<string, CycleState>>;
        total: number;
        missing: readonly MissingAccount[];
      }
    | undefined;
  downloadHref: string;
}

/** Title, state and age of the figures, until when they can change, and the file of exactly this view. */
export function BillHeader({ title, figures, downloadHref }: BillHeaderProps) {
  const cycles = Object.keys(figures?.states ?? {}).sort();
  const last = cycles.at(-1);
  const t = useTranslations('bills.fresh');
  // Figures that lack an account are in no state: neither provisional nor final.
  const incomplete = (figures?.missing.length ?? 0) > 0;
  const state = last === undefined || incomplete ? undefined : figures?.states[last];
  return (
    <PageHeader
      title={title}
      meta={
        figures && (
          <>
            {incomplete && <span className="text-small font-medium text-attn">{t('incomplete')}</span>}
            {/* Of a period that the ledger has nothing of, nothing was read. */}
            {state !== undefined && (
              <>
                <Freshness asOf={figures.asOf} stale={figures.stale} state={state} />
                <span className="text-small text-ink-3">
                  <Until cycles={cycles} state={state} />
                </span>
              </>
            )}
          </>
        )
      }
      actions={
        <>
          <CopyLink />
          <DownloadMenu href={downloadHref} count={incomplete ? undefined : figures?.total} lacking={incomplete} />
        </>
      }
    />
  );
}

function Until({ cycles, state }: { cycles: readonly string[]; state: CycleState }) {
  const t = useTranslations('bills.fresh');
  const locale = useLocale();
  const last = parseCycle(cycles.at(-1) ?? '');
  if (!last) return null;
  const instant = finalAt(last).toISOString();
  const day = formatDay(
    dayOf(instant, 'GMT+8'),
    locale,
    locale === 'en' && state !== 'final' && state !== 'restated' ? 'short' : 'long',
  );
  const when = `${day}${locale === 'en' ? ', ' : ' '}${formatTime(instant, 'GMT+8')}`;
  const span = { count: cycles.length, from: cycleName(cycles[0] ?? '', locale), to: cycleName(last, locale) };
  return (
    <>
      {cycles.length > 1 && `${t('span', span)} `}
      {t(state === 'restated' ? 'restated' : state === 'final' ? 'final' : 'until', { when })}
    </>
  );
}

const cycleName = (cycle: string, locale: ReturnType<typeof useLocale>) => formatCycle(cycle, locale, 'short');
