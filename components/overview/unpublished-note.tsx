'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Note } from '@/components/ui/note';
import { SyncLink } from '@/components/ui/sync-link';
import type { Overview } from '@/lib/overview/schema';

/** Cycles that the figures lack, since the ledger does not have them yet. */
export function UnpublishedNote({ unpublished }: Pick<Overview, 'unpublished'>) {
  const t = useTranslations('overview');
  const locale = useLocale();
  if (unpublished.length === 0) return null;
  const accounts = [...new Set(unpublished.map(({ account }) => account.name))].join(locale === 'zh-CN' ? '、' : ', ');
  const failing = unpublished.some(({ reason }) => reason === 'attention' || reason === 'lost');
  return (
    <Note tone={failing ? 'attn' : 'plain'} role="status" className="mb-4">
      {t('notLoaded', { count: unpublished.length, accounts })} <SyncLink>{t('followSync')}</SyncLink>
    </Note>
  );
}
