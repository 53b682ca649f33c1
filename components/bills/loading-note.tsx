'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Note } from '@/components/ui/note';
import { SyncLink } from '@/components/ui/sync-link';
import type { Unpublished } from '@/lib/bills/schema';
import { formatCycle } from '@/lib/format';

const NAMED = 3;
const REST = { lost: 'lostRest', attention: 'attentionRest', loading: 'loadingRest', gone: 'goneRest' } as const;

/** Somebody may have to do something. */
const IN_NEED: ReadonlySet<Unpublished['reason']> = new Set(['lost', 'attention']);

/** Cycles that the figures lack, since the ledger does not have them: whose, why, and where it can be followed. */
export function LoadingNote({ unpublished }: { unpublished: readonly Unpublished[] }) {
  const t = useTranslations('bills.loading');
  if (unpublished.length === 0) return null;
  const reasons = (['lost', 'attention', 'loading', 'gone'] as const).flatMap((reason) => {
    const own = unpublished.filter((entry) => entry.reason === reason);
    return own.length > 0 ? [{ reason, own }] : [];
  });
  return (
    <Note tone={reasons[0] && IN_NEED.has(reasons[0].reason) ? 'attn' : 'plain'} role="status" className="mb-3">
      {reasons.map(({ reason, own }) => (
        <p key={reason}>
          <Lacking reason={reason} cycles={own} />
        </p>
      ))}
      {/* What the upstream does not keep any more no sync brings. */}
      {reasons.some(({ reason }) => reason === 'attention' || reason === 'loading') && (
        <SyncLink>{t('follow')}</SyncLink>
      )}
    </Note>
  );
}

function Lacking({ reason, cycles }: { reason: Unpublished['reason']; cycles: readonly Unpublished[] }) {
  const t = useTranslations('bills.loading');
  const locale = useLocale();
  const cyclesOf = (domainId: string) => {
    const own = cycles.flatMap(({ account, cycle }) => (account.domainId === domainId ? [cycle] : [])).sort();
    const named = own.slice(-NAMED).map((cycle) => formatCycle(cycle, locale, 'short'));
    const earlier = own.length > NAMED ? t('earlier', { count: own.length - NAMED }) : '';
    return named.join(locale === 'zh-CN' ? '、' : ', ') + earlier;
  };
  const accounts = new Map(cycles.map(({ account }) => [account.domainId, account.name]));
  const parts = [...accounts].map(([domainId, account]) => t('part', { account, cycles: cyclesOf(domainId) }));
  return (
    <>
      <b className="font-medium">{t(reason, { what: parts.join(locale === 'zh-CN' ? '；' : '; ') })}</b>{' '}
      {t(REST[reason])}
    </>
  );
}
