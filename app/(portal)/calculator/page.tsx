import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Messages } from '@/components/layout/messages';
import { CalculatorPanel } from '@/components/prices/calculator-panel';
import type { ServiceContext } from '@/lib/context.server';
import { paths } from '@/lib/paths';
import { quoteRequestOf } from '@/lib/prices/estimate';
import { type Estimate, estimateFilters } from '@/lib/prices/filters';
import { quoteQuery } from '@/lib/prices/queries';
import { quoteRequestSchema } from '@/lib/prices/schema';
import { quote } from '@/lib/prices/service.server';
import { Prefetched } from '@/lib/query/prefetched.server';
import { checkAccount } from '../bills/check-account';
import { pageContext } from '../page-context';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('prices'))('title') };
}

export default async function CalculatorPage({ searchParams }: PageProps<'/calculator'>) {
  const estimate = estimateFilters.parse(await searchParams).values;
  const ctx = await pageContext(paths.calculator(estimateFilters.toSearch(estimate)));
  checkAccount(ctx, estimate.account);
  return (
    <Messages namespaces={['prices']}>
      <Priced ctx={ctx} estimate={estimate}>
        <CalculatorPanel accounts={ctx.accounts.map(({ domainId, name, site }) => ({ domainId, name, site }))} />
      </Priced>
    </Messages>
  );
}

/** An empty estimate has no prices to read. */
function Priced({ ctx, estimate, children }: { ctx: ServiceContext; estimate: Estimate; children: ReactNode }) {
  const request = quoteRequestOf(estimate);
  if (!request) return children;
  return (
    <Prefetched query={quoteQuery(estimate)} read={() => quote(ctx, quoteRequestSchema.parse(request))}>
      {children}
    </Prefetched>
  );
}
