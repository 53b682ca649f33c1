'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Note } from '@/components/ui/note';
import { formatInstant } from '@/lib/format';
import type { SyncOverview } from '@/lib/sync/schema';

/** Nothing can be read or shown while the ledger is away; the months below are what is known of it. */
export function LedgerNote({ ledger: { state, since } }: Pick<SyncOverview, 'ledger'>) {
  const t = useTranslations('sync');
  const locale = useLocale();
  if (state === 'ready') return null;
  const time = `${formatInstant(since, 'GMT+8', { locale, style: 'short' })} GMT+8`;
  return (
    <Note tone="attn" role="status" className="mb-4">
      {t(state === 'down' ? 'ledgerDown' : 'ledgerStarting', { time })}
    </Note>
  );
}
