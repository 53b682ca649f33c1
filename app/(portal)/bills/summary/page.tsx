import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { BillsSkeleton } from '@/components/bills/bills-skeleton';
import { SummaryPanel } from '@/components/bills/summary-panel';
import { Messages } from '@/components/layout/messages';
import { summaryFilters } from '@/lib/bills/filters';
import { summaryQuery } from '@/lib/bills/queries';
import { readBillFilters } from '@/lib/bills/read-filters';
import { listSummary } from '@/lib/bills/list-summary.server';
import { cycleAt } from '@/lib/cycles';
import { paths } from '@/lib/paths';
import { Prefetched } from '@/lib/query/prefetched.server';
import { checkAccount } from '../check-account';
import { pageContext } from '../../page-context';

// Checks what the page checks, so that a page that does not exist has no title of one that does.
export async function generateMetadata({ searchParams }: PageProps<'/bills/summary'>): Promise<Metadata> {
  const [ctx, t] = await Promise.all([pageContext(paths.billSummary()), getTranslations('bills.titles')]);
  checkAccount(ctx, summaryFilters.parse(await searchParams).values.account);
  return { title: t('summary') };
}

export default async function BillSummaryPage({ searchParams }: PageProps<'/bills/summary'>) {
  const [ctx, t] = await Promise.all([pageContext(paths.billSummary()), getTranslations('bills.titles')]);
  const thisCycle = cycleAt(ctx.clock.now());
  const { values } = readBillFilters(summaryFilters, await searchParams, thisCycle);
  checkAccount(ctx, values.account);
  return (
    <Messages namespaces={['bills']}>
      <Suspense fallback={<BillsSkeleton title={t('summary')} />}>
        <Prefetched query={summaryQuery(values)} read={() => listSummary(ctx, values)}>
          <SummaryPanel thisCycle={thisCycle} severalAccounts={ctx.accounts.length > 1} />
        </Prefetched>
      </Suspense>
    </Messages>
  );
}
