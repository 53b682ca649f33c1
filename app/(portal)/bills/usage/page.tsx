import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { BillsSkeleton } from '@/components/bills/bills-skeleton';
import { UsagePanel } from '@/components/bills/usage-panel';
import { Messages } from '@/components/layout/messages';
import { usageFilters } from '@/lib/bills/filters';
import { usageQuery } from '@/lib/bills/queries';
import { readBillFilters } from '@/lib/bills/read-filters';
import { listUsage } from '@/lib/bills/service.server';
import { cycleAt } from '@/lib/cycles';
import { paths } from '@/lib/paths';
import { Prefetched } from '@/lib/query/prefetched.server';
import { checkAccount } from '../check-account';
import { pageContext } from '../../page-context';

// Checks what the page checks, so that a page that does not exist has no title of one that does.
export async function generateMetadata({ searchParams }: PageProps<'/bills/usage'>): Promise<Metadata> {
  const [ctx, t] = await Promise.all([pageContext(paths.usage()), getTranslations('bills.titles')]);
  checkAccount(ctx, usageFilters.parse(await searchParams).values.account);
  return { title: t('usage') };
}

export default async function UsagePage({ searchParams }: PageProps<'/bills/usage'>) {
  const [ctx, t] = await Promise.all([pageContext(paths.usage()), getTranslations('bills.titles')]);
  const thisCycle = cycleAt(ctx.clock.now());
  const { values } = readBillFilters(usageFilters, await searchParams, thisCycle);
  checkAccount(ctx, values.account);
  return (
    <Messages namespaces={['bills']}>
      <Suspense fallback={<BillsSkeleton title={t('usage')} />}>
        <Prefetched query={usageQuery(values)} read={() => listUsage(ctx, values)}>
          <UsagePanel thisCycle={thisCycle} severalAccounts={ctx.accounts.length > 1} />
        </Prefetched>
      </Suspense>
    </Messages>
  );
}
