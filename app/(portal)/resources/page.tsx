import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Messages } from '@/components/layout/messages';
import { ResourcesPanel } from '@/components/resources/resources-panel';
import { paths } from '@/lib/paths';
import { Prefetched } from '@/lib/query/prefetched.server';
import { resourceFilters } from '@/lib/resources/filters';
import { resourceListQuery } from '@/lib/resources/queries';
import { listResources } from '@/lib/resources/service.server';
import { checkAccount } from '../bills/check-account';
import { pageContext } from '../page-context';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('resources'))('title') };
}

export default async function ResourcesPage({ searchParams }: PageProps<'/resources'>) {
  const filters = resourceFilters.parse(await searchParams).values;
  const ctx = await pageContext(paths.resources(resourceFilters.toSearch(filters)));
  checkAccount(ctx, filters.account);
  return (
    <Messages namespaces={['resources']}>
      <Prefetched query={resourceListQuery(filters)} read={() => listResources(ctx, filters)}>
        <ResourcesPanel accounts={ctx.accounts.map(({ domainId, name }) => ({ domainId, name }))} />
      </Prefetched>
    </Messages>
  );
}
