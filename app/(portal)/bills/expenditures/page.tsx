import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { BillsSkeleton } from '@/components/bills/bills-skeleton';
import { ExpendituresPanel } from '@/components/bills/expenditures-panel';
import { Messages } from '@/components/layout/messages';
import { expenditureFilters } from '@/lib/bills/filters';
import { expendituresQuery } from '@/lib/bills/queries';
import { readBillFilters } from '@/lib/bills/read-filters';
import { listExpenditures } from '@/lib/bills/service.server';
import { cycleAt } from '@/lib/cycles';
import { paths } from '@/lib/paths';
import { Prefetched } from '@/lib/query/prefetched.server';
import { checkAccount } from '../check-account';
import { pageContext } from '../../page-context';

// Checks what the page checks, so that a page that does not exist has no title of one that does.
export async function generateMetadata({ searchParams }: PageProps<'/bills/expenditures'>): Promise<Metadata> {
  const [ctx, t] = await Promise.all([pageContext(paths.expenditures()), getTranslations('bills.titles')]);
  checkAccount(ctx, expenditureFilters.parse(await searchParams).values.account);
  return { title: t('expenditures') };
}

export default async function ExpendituresPage({ searchParams }: PageProps<'/bills/expenditures'>) {
  const [ctx, t] = await Promise.all([pageContext(paths.expenditures()), getTranslations('bills.titles')]);
  const thisCycle = cycleAt(ctx.clock.now());
  const { values } = readBillFilters(expenditureFilters, await searchParams, thisCycle);
  checkAccount(ctx, values.account);
  return (
    <Messages namespaces={['bills']}>
      <Suspense fallback={<BillsSkeleton title={t('expenditures')} />}>
        <Prefetched query={expendituresQuery(values)} read={() => listExpenditures(ctx, values)}>
          <ExpendituresPanel thisCycle={thisCycle} severalAccounts={ctx.accounts.length > 1} />
        </Prefetched>
      </Suspense>
    </Messages>
  );
}
