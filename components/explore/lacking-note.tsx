'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Note } from '@/components/ui/note';
import { SyncLink } from '@/components/ui/sync-link';
import type { Unpublished } from '@/lib/explore/schema';
import { formatCycle } from '@/lib/format';
import { useCanCome } from './use-can-come';

const SHOWN = 3;

/** Cycles that the ledger does not have: sums go without them, and say so. */
export function LackingNote({
  unpublished,
  before = false,
}: {
  unpublished: readonly Unpublished[];
  before?: boolean;
}) {
  const t = useTranslations('explore.lacking');
  const locale = useLocale();
  const canCome = useCanCome(unpublished);
  if (unpublished.length === 0) return null;
  const comma = locale === 'zh-CN' ? '、' : ', ';
  const shown = unpublished.slice(-SHOWN).map(({ cycle, accounts }) =>
    t('item', {
      cycle: formatCycle(cycle, locale, 'short'),
      accounts: accounts.map(({ name }) => name).join(comma),
    }),
  );
  const more = unpublished.length - shown.length;
  return (
    <Note tone="attn" role="status" className="mb-3">
      <b className="font-medium">{t(before ? 'before' : 'title')}</b> {shown.join(locale === 'zh-CN' ? '；' : '; ')}
      {more > 0 && ` ${t('more', { count: more })}`}
      {locale === 'zh-CN' ? '。' : '. '}
      {t(before ? 'fileBefore' : 'file')} {canCome && <SyncLink>{t('follow')}</SyncLink>}
    </Note>
  );
}
