'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Note } from '@/components/ui/note';
import { SyncLink } from '@/components/ui/sync-link';
import type { Unpublished } from '@/lib/bills/schema';
import { formatCycle } from '@/lib/format';

const NAMED = 3;
const REST = { attention: 'attentionRest', loading: 'loadingRest', gone: 'goneRest' } as const;

/** Cycles that the figures lack, since the ledger does not have them: whose, why, and where it can be followed. */
export function LoadingNote({ unpublished }: { unpublished: readonly Unpublished[] }) {
  const t = useTranslations('bills.loading');
  const locale = useLocale();
  if (unpublished.length === 0) return null;
  const kind = (['attention', 'loading', 'gone'] as const).find((one) =>
    unpublished.some(({ reason }) => reason === one),
  );
  const comma = locale === 'zh-CN' ? '、' : ', ';
  const cyclesOf = (domainId: string) => {
    const own = unpublished.flatMap(({ account, cycle }) => (account.domainId === domainId ? [cycle] : [])).sort();
    const named = own.slice(-NAMED).map((cycle) => formatCycle(cycle, locale, 'short'));
    return named.join(comma) + (own.length > NAMED ? t('earlier', { count: own.length - NAMED }) : '');
  };
  const accounts = new Map(unpublished.map(({ account }) => [account.domainId, account.name]));
  const parts = [...accounts].map(([domainId, account]) => t('part', { account, cycles: cyclesOf(domainId) }));
  const words = { what: parts.join(locale === 'zh-CN' ? '；' : '; ') };
  return (
    <Note tone={kind === 'attention' ? 'attn' : 'plain'} role="status" className="mb-3">
      <b className="font-medium">{t(kind ?? 'loading', words)}</b> {t(REST[kind ?? 'loading'])}{' '}
      <SyncLink>{t('follow')}</SyncLink>
    </Note>
  );
}
