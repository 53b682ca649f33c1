'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { PageHeader } from '@/components/layout/page-header';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { Note } from '@/components/ui/note';
import { ProblemNote } from '@/components/ui/problem-note';
import { useUrlFilters } from '@/lib/query/use-url-filters';
import { syncFilters } from '@/lib/sync/filters';
import { syncQuery } from '@/lib/sync/queries';
import type { SyncOverview } from '@/lib/sync/schema';
import { AccountSection } from './account-section';
import { Attention } from './attention';
import { LedgerNote } from './ledger-note';
import { SyncButton } from './sync-button';

/** Every cycle of every account: what is there, since when, what moves and what needs a person. */
export function SyncPanel({ mayAct }: { mayAct: boolean }) {
  const t = useTranslations('sync');
  const { filters, problems } = useUrlFilters(syncFilters);
  const query = useQuery(syncQuery(filters));
  const sync = query.data;
  const account = filters.account ?? undefined;
  return (
    <>
      <PageHeader
        title={t('title')}
        meta={sync && <span>{headline(sync, t)}</span>}
        actions={
          mayAct &&
          sync?.running && (
            <>
              <SyncButton request={{ action: 'verify', account }} words={t('verifyAll')} />
              <SyncButton request={{ action: 'sync', account }} words={t('syncAll')} look="primary" />
            </>
          )
        }
      />
      <ProblemNote problems={problems} />
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} className="mb-3" />}
      {sync && (
        <>
          {!sync.running && (
            <Note tone="attn" role="status" className="mb-4">
              {t('off')}
            </Note>
          )}
          <LedgerNote ledger={sync.ledger} />
          <Attention sync={sync} mayAct={mayAct} />
          {sync.accounts.length === 0 && <EmptyState title={t('noneTitle')}>{t('none')}</EmptyState>}
          {sync.accounts.map((summary) => (
            <AccountSection
              key={summary.account.domainId}
              summary={summary}
              items={sync.items.filter((item) => item.account.domainId === summary.account.domainId)}
              mayAct={mayAct && sync.running}
            />
          ))}
        </>
      )}
    </>
  );
}

function headline(sync: SyncOverview, t: ReturnType<typeof useTranslations<'sync'>>): string {
  const count = (of: 'cyclesDone' | 'cyclesTotal' | 'lines') => sync.accounts.reduce((sum, one) => sum + one[of], 0);
  return t('headline', { done: count('cyclesDone'), total: count('cyclesTotal'), lines: count('lines') });
}
