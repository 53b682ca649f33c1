'use client';

import { useQuery } from '@tanstack/react-query';
import { type UsageFilters, usageFilters } from '@/lib/bills/filters';
import { usageQuery } from '@/lib/bills/queries';
import { cyclesOf } from '@/lib/bills/period';
import type { Cycle } from '@/lib/cycles';
import { paths } from '@/lib/paths';
import { LineDetails } from './lazy-details';
import { usageTableColumns } from './line-columns';
import { LineFilterBar } from './line-filter-bar';
import { LinesPanel } from './lines-panel';
import { useBillFilters } from './use-bill-filters';

export function UsagePanel({ thisCycle, severalAccounts }: { thisCycle: Cycle; severalAccounts: boolean }) {
  const { filters, problems, setFilters } = useBillFilters(usageFilters, thisCycle);
  const query = useQuery(usageQuery(filters));
  return (
    <LinesPanel
      view="usage"
      query={query}
      listUrl={paths.api.usage(usageFilters.toSearch({ ...filters, cursor: null }))}
      problems={problems}
      cycles={cyclesOf(filters, thisCycle)}
      severalAccounts={severalAccounts && filters.account === null}
      sort={filters.sort}
      filterBar={
        <LineFilterBar
          filters={filters}
          thisCycle={thisCycle}
          choices={query.data?.choices}
          lines={query.data?.items}
          onChange={(change) => setFilters(change)}
        />
      }
      columns={usageTableColumns}
      details={(line, { asOf, states }) => (
        <LineDetails view="usage" line={line} context={{ asOf, state: states[line.cycle] ?? 'final' }} />
      )}
      // A sort comes from a column of this view.
      onChange={(change) => setFilters(change as Partial<UsageFilters>)}
      onClear={() => setFilters(cleared(filters))}
    />
  );
}

const cleared = ({ account, cycle, from, to, sort }: UsageFilters): Partial<UsageFilters> => ({
  ...usageFilters.parse({}).values,
  account,
  cycle,
  from,
  to,
  sort,
});
