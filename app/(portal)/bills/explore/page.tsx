import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { ExplorePanel } from '@/components/explore/explore-panel';
import { ExploreSkeleton } from '@/components/explore/explore-skeleton';
import { Messages } from '@/components/layout/messages';
import type { ServiceContext } from '@/lib/context.server';
import { billDateAt } from '@/lib/cycles';
import { type ExploreFilters, exploreFilters } from '@/lib/explore/filters';
import { exploreQuery } from '@/lib/explore/queries';
import { readExploreFilters } from '@/lib/explore/read-filters';
import { explore } from '@/lib/explore/service.server';
import { paths } from '@/lib/paths';
import { Prefetched } from '@/lib/query/prefetched.server';
import { pageContext } from '../../page-context';

// Checks what the page checks, so that a page that does not exist has no title of one that does.
export async function generateMetadata({ searchParams }: PageProps<'/bills/explore'>): Promise<Metadata> {
  const [ctx, t] = await Promise.all([pageContext(paths.explore()), getTranslations('explore')]);
  checkAccounts(ctx, exploreFilters.parse(await searchParams).values);
  return { title: t('title') };
}

export default async function ExplorePage({ searchParams }: PageProps<'/bills/explore'>) {
  const [ctx, t] = await Promise.all([pageContext(paths.explore()), getTranslations('explore')]);
  const today = billDateAt(ctx.clock.now());
  const { values } = readExploreFilters(exploreFilters, await searchParams, today);
  checkAccounts(ctx, values);
  const accounts = Object.fromEntries(ctx.accounts.map(({ domainId, name }) => [domainId, name]));
  return (
    <Messages namespaces={['bills', 'explore']}>
      <Suspense fallback={<ExploreSkeleton title={t('title')} />}>
        <Prefetched query={exploreQuery(values)} read={() => explore(ctx, values)}>
          <ExplorePanel today={today} accounts={accounts} />
        </Prefetched>
      </Suspense>
    </Messages>
  );
}

function checkAccounts({ accounts }: ServiceContext, { account }: ExploreFilters): void {
  const known = new Set(accounts.map(({ domainId }) => domainId));
  if (account?.values.some((domainId) => !known.has(domainId))) notFound();
}
