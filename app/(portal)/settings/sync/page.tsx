import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Messages } from '@/components/layout/messages';
import { SyncPanel } from '@/components/sync/sync-panel';
import { may } from '@/lib/auth/permissions';
import { paths } from '@/lib/paths';
import { Prefetched } from '@/lib/query/prefetched.server';
import { syncFilters } from '@/lib/sync/filters';
import { getSync } from '@/lib/sync/list-sync.server';
import { syncQuery } from '@/lib/sync/queries';
import { checkAccount } from '../../bills/check-account';
import { pageContext } from '../../page-context';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('sync'))('title') };
}

export default async function SyncPage({ searchParams }: PageProps<'/settings/sync'>) {
  const filters = syncFilters.parse(await searchParams).values;
  const ctx = await pageContext(paths.sync(syncFilters.toSearch(filters)));
  if (!may(ctx.actor.role, 'read-sync')) notFound();
  checkAccount(ctx, filters.account);
  return (
    <Messages namespaces={['sync']}>
      <Prefetched query={syncQuery(filters)} read={() => getSync(ctx, filters)}>
        <SyncPanel mayAct={may(ctx.actor.role, 'manage')} />
      </Prefetched>
    </Messages>
  );
}
