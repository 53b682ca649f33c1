'use client';

import { useQuery } from '@tanstack/react-query';
import { type ExpenditureFilters, expenditureFilters } from '@/lib/bills/filters';
import { expendituresQuery } from '@/lib/bills/queries';
import { cyclesOf } from '@/lib/bills/period';
import type { Cycle } from '@/lib/cycles';
import { paths } from '@/lib/paths';
import { LineDetails } from './lazy-details';
import { expenditureTableColumns } from './line-columns';
import { LineFilterBar } from './line-filter-bar';
import { LinesPanel } from './lines-panel';
import { useBillFilters } from './use-bill-filters';

export function ExpendituresPanel({ thisCycle, severalAccounts }: { thisCycle: Cycle; severalAccounts: boolean }) {
  const { filters, problems, setFilters } = useBillFilters(expenditureFilters, thisCycle);
  const query = useQuery(expendituresQuery(filters));
  return (
    <LinesPanel
      view="expenditures"
      query={query}
      listUrl={paths.api.expenditures(expenditureFilters.toSearch({ ...filters, cursor: null }))}
      problems={problems}
      cycles={cyclesOf(filters, thisCycle)}
      severalAccounts={severalAccounts && filters.account === null}
      sort={filters.sort}
      filterBar={
        <LineFilterBar
          filters={{ ...filters, sort: '-billDate' }}
          thisCycle={thisCycle}
          choices={query.data?.choices}
          lines={query.data?.items}
          // The bar changes filters that both views have, and the order.
          onChange={(change) => setFilters(change as Partial<ExpenditureFilters>)}
        />
      }
      columns={expenditureTableColumns}
      details={(line, { asOf, states }) => (
        <LineDetails view="expenditures" line={line} context={{ asOf, state: states[line.cycle] ?? 'final' }} />
      )}
      // A sort comes from a column of this view.
      onChange={(change) => setFilters(change as Partial<ExpenditureFilters>)}
      onClear={() => setFilters(cleared(filters))}
    />
  );
}

const cleared = ({ account, cycle, from, to, sort }: ExpenditureFilters): Partial<ExpenditureFilters> => ({
  ...expenditureFilters.parse({}).values,
  account,
  cycle,
  from,
  to,
  sort,
});
