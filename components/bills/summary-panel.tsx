'use client';

import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { Pager } from '@/components/ui/pager';
import { type SummaryFilters, summaryFilters } from '@/lib/bills/filters';
import { cyclesOf } from '@/lib/bills/period';
import { summaryQuery } from '@/lib/bills/queries';
import type { SummaryList } from '@/lib/bills/schema';
import type { Cycle } from '@/lib/cycles';
import { paths } from '@/lib/paths';
import { splitSort } from '@/lib/query/filters';
import { AnswerNotes } from './answer-notes';
import { BillHeader } from './bill-header';
import { BillTable } from './bill-table';
import { BillsEmpty } from './bills-empty';
import { LinesSkeleton } from './bills-skeleton';
import { Deduction, ExactAmount } from './cells';
import { FootLabel } from './foot-label';
import { SummaryDetails } from './lazy-details';
import { summaryName, summaryTableColumns } from './summary-columns';
import { SummaryFilterBar } from './summary-filter-bar';
import { UpstreamTotals } from './upstream-totals';
import { useBillFilters } from './use-bill-filters';
import { useCodeNames } from './use-bill-words';

export function SummaryPanel({ thisCycle, severalAccounts }: { thisCycle: Cycle; severalAccounts: boolean }) {
  const t = useTranslations('bills');
  const { filters, problems, setFilters } = useBillFilters(summaryFilters, thisCycle);
  const query = useQuery(summaryQuery(filters));
  const list = query.data;
  const cycles = cyclesOf(filters, thisCycle);
  const exportUrl = paths.exportOf(paths.api.billSummary(summaryFilters.toSearch({ ...filters, page: 1 })));
  return (
    <>
      <BillHeader title={t('titles.summary')} figures={list} downloadHref={exportUrl} />
      <AnswerNotes
        problems={problems}
        unpublished={list?.unpublished ?? []}
        unproven={list?.unproven ?? []}
        error={query.error}
        onRetry={() => void query.refetch()}
      />
      <SummaryFilterBar
        filters={filters}
        thisCycle={thisCycle}
        choices={list?.choices}
        onChange={(change) => setFilters(change)}
      />
      {list ? (
        list.total === 0 ? (
          <BillsEmpty cycles={cycles} unpublished={list.unpublished} onClear={() => setFilters(cleared(filters))} />
        ) : (
          <SummaryRows
            list={list}
            filters={filters}
            severalCycles={cycles.length > 1}
            severalAccounts={severalAccounts && filters.account === null}
            busy={query.isPlaceholderData}
            onChange={setFilters}
          />
        )
      ) : (
        query.isPending && <LinesSkeleton />
      )}
    </>
  );
}

interface SummaryRowsProps {
  list: SummaryList;
  filters: SummaryFilters;
  severalCycles: boolean;
  severalAccounts: boolean;
  busy: boolean;
  onChange: (change: Partial<SummaryFilters>) => void;
}

function SummaryRows({ list, filters, severalCycles, severalAccounts, busy, onChange }: SummaryRowsProps) {
  const t = useTranslations('bills');
  const nameOf = useCodeNames();
  const locale = useLocale();
  const currency = list.totals.length === 1 ? (list.totals[0]?.currency ?? null) : null;
  // A sum that lacks an account is no final total: it wears no double rule.
  const whole = list.missing.length === 0;
  const foot = list.totals.map((total, index) => {
    const figure = (amount: string) => ({ value: { amount, currency: total.currency }, withCurrency: false });
    return {
      key: total.currency,
      label: index === 0 && (
        <FootLabel count={list.total} unit="rows" offByRows={list.offByRows} missing={list.missing} />
      ),
      cells: {
        officialAmount: <ExactAmount {...figure(total.officialAmount)} total={whole} />,
        officialDiscountAmount: <Deduction {...figure(total.discountAmount)} total={whole} />,
        truncatedAmount: <Deduction {...figure(total.truncatedAmount)} total={whole} />,
        consumeAmount: <ExactAmount {...figure(total.consumeAmount)} withCurrency={currency === null} total={whole} />,
      },
    };
  });
  return (
    <>
      <BillTable
        columns={summaryTableColumns({ t, nameOf, locale, currency, severalCycles, severalAccounts })}
        rows={list.items}
        caption={t('captions.summary')}
        sort={splitSort(filters.sort)}
        // A sort comes from a column of this view.
        onSort={({ column, descending }) =>
          onChange({ sort: (descending ? `-${column}` : column) as SummaryFilters['sort'] })
        }
        foot={foot}
        busy={busy}
        openLabel={(row) => t('row.open', { name: summaryName(row, { t }) })}
        details={(row) => (
          <SummaryDetails row={row} context={{ asOf: list.asOf, state: list.states[row.cycle] ?? 'final' }} />
        )}
        className="min-w-[980px] max-sm:min-w-0"
      />
      <UpstreamTotals list={list} />
      {list.madeFrom === 'lines' && <p className="pt-2 text-small text-ink-3">{t('about.summary.ofProject')}</p>}
      <p className="pt-2 text-small text-ink-3">
        {t(`about.summary.${Object.values(list.states).includes('open') ? 'open' : 'final'}`)}
      </p>
      <Pager
        page={list.page}
        pageSize={list.pageSize}
        total={list.total}
        onPage={(page) => onChange({ page })}
        onPageSize={(pageSize) => onChange({ pageSize })}
      />
    </>
  );
}

const cleared = ({ account, cycle, from, to, sort }: SummaryFilters): Partial<SummaryFilters> => ({
  ...summaryFilters.parse({}).values,
  account,
  cycle,
  from,
  to,
  sort,
});
