import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { Messages } from '@/components/layout/messages';
import { OverviewPanel } from '@/components/overview/overview-panel';
import { OverviewSkeleton } from '@/components/overview/overview-skeleton';
import { overviewFilters } from '@/lib/overview/filters';
import { overviewQuery } from '@/lib/overview/queries';
import { getOverview } from '@/lib/overview/service.server';
import { paths } from '@/lib/paths';
import { Prefetched } from '@/lib/query/prefetched.server';
import { checkAccount } from './bills/check-account';
import { pageContext } from './page-context';

// Checks what the page checks, so that a page that does not exist has no title of one that does.
export async function generateMetadata({ searchParams }: PageProps<'/'>): Promise<Metadata> {
  const [ctx, t] = await Promise.all([pageContext(paths.overview()), getTranslations('overview')]);
  checkAccount(ctx, overviewFilters.parse(await searchParams).values.account);
  return { title: t('title') };
}

export default async function OverviewPage({ searchParams }: PageProps<'/'>) {
  const [ctx, t] = await Promise.all([pageContext(paths.overview()), getTranslations('overview')]);
  const { values } = overviewFilters.parse(await searchParams);
  checkAccount(ctx, values.account);
  return (
    <Messages namespaces={['overview', 'projection']}>
      <Suspense fallback={<OverviewSkeleton title={t('title')} />}>
        <Prefetched query={overviewQuery(values)} read={() => getOverview(ctx, values)}>
          <OverviewPanel />
        </Prefetched>
      </Suspense>
    </Messages>
  );
}
