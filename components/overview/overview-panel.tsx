'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { PageHeader } from '@/components/layout/page-header';
import { ErrorState } from '@/components/ui/error-state';
import { Freshness } from '@/components/ui/freshness';
import { ProblemNote } from '@/components/ui/problem-note';
import { UnprovenNote } from '@/components/ui/unproven-note';
import { overviewFilters } from '@/lib/overview/filters';
import { overviewQuery } from '@/lib/overview/queries';
import type { Overview } from '@/lib/overview/schema';
import { useUrlFilters } from '@/lib/query/use-url-filters';
import { CurrencyBlock } from './currency-block';
import { CycleList } from './cycle-list';
import { ExpiringList } from './expiring-list';
import { FailedNote } from './failed-note';
import { isLacking } from './lacking';
import { OverviewSkeleton } from './overview-skeleton';
import { UnpublishedNote } from './unpublished-note';
import { WaitingList } from './waiting-list';

export function OverviewPanel() {
  const t = useTranslations('overview');
  const { filters, problems } = useUrlFilters(overviewFilters);
  const query = useQuery(overviewQuery(filters));
  const overview = query.data;
  if (!overview && query.isPending) return <OverviewSkeleton title={t('title')} />;
  return (
    <>
      <PageHeader title={t('title')} meta={overview && <Scope overview={overview} account={filters.account} />} />
      <ProblemNote problems={problems} />
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} className="mb-3" />}
      {overview && (
        <div aria-busy={query.isPlaceholderData || undefined} className={query.isPlaceholderData ? 'opacity-60' : ''}>
          <UnpublishedNote unpublished={overview.unpublished} />
          <UnprovenNote unproven={overview.unproven} />
          <FailedNote failed={overview.failed} onRetry={() => void query.refetch()} />
          <Figures overview={overview} account={filters.account} />
        </div>
      )}
    </>
  );
}

function Scope({ overview, account }: { overview: Overview; account: string | null }) {
  const t = useTranslations('overview');
  return (
    <>
      <span className="max-sm:hidden">{t(account === null ? 'scope.all' : 'scope.one')}</span>
      <Freshness
        asOf={overview.asOf}
        stale={overview.stale}
        state={isLacking(overview, overview.cycle) ? undefined : overview.cycles[0]?.state}
      />
    </>
  );
}

/** One block for each currency; what waits and what expires is of the whole scope. */
function Figures({ overview, account }: { overview: Overview; account: string | null }) {
  return (
    <>
      {overview.currencies.map((block, index) => (
        <CurrencyBlock
          key={block.currency}
          block={block}
          overview={overview}
          account={account}
          // With several currencies the blocks say which one they are.
          named={overview.currencies.length > 1}
          withCount={index === 0}
        />
      ))}
      <div className="split mt-6 mb-8" data-cols="thirds">
        <WaitingList
          waiting={overview.waiting}
          account={account}
          lacking={overview.failed.some(({ part }) => part === 'orders')}
        />
        <ExpiringList expiring={overview.expiring} account={account} />
        <CycleList overview={overview} account={account} />
      </div>
    </>
  );
}
