'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { CursorPager } from '@/components/ui/pager';
import type { ExpenditureList, UsageList } from '@/lib/bills/schema';
import type { Cycle } from '@/lib/cycles';
import { formatCount } from '@/lib/format';
import { paths } from '@/lib/paths';
import { type FilterProblem, splitSort } from '@/lib/query/filters';
import { AnswerNotes } from './answer-notes';
import type { BillTableColumn } from './bill-column';
import { BillHeader } from './bill-header';
import { BillTable } from './bill-table';
import { BillsEmpty } from './bills-empty';
import { LinesSkeleton } from './bills-skeleton';
import { Deduction, ExactAmount } from './cells';
import { FootLabel } from './foot-label';
import { type LineColumnWords, lineName } from './line-columns';
import { PaidWith } from './paid-with';
import { useCodeNames } from './use-bill-words';

type Lines = UsageList | ExpenditureList;

interface LinesPanelProps<List extends Lines> {
  view: 'usage' | 'expenditures';
  query: UseQueryResult<List>;
  /** Address of the list in the API, with the filters of the screen. */
  listUrl: string;
  problems: readonly FilterProblem[];
  /** That the view covers, oldest first. */
  cycles: readonly Cycle[];
  /** More than one account is in the view: each line says whose it is. */
  severalAccounts: boolean;
  /** What the address says; the sort column is a name of the view's own. */
  sort: string;
  filterBar: ReactNode;
  columns: (words: LineColumnWords) => BillTableColumn<List['items'][number]>[];
  details: (row: List['items'][number], list: List) => ReactNode;
  onChange: (change: { sort: string } | { cursor: string }) => void;
  onClear: () => void;
}

/** Header, filters, lines and totals of one of the two line views. */
export function LinesPanel<List extends Lines>(props: LinesPanelProps<List>) {
  const { view, query, listUrl, problems, cycles, filterBar, onClear } = props;
  const t = useTranslations('bills');
  const list = query.data;
  return (
    <>
      <BillHeader title={t(`titles.${view}`)} figures={list} downloadHref={paths.exportOf(listUrl)} />
      <AnswerNotes
        problems={problems}
        unpublished={list?.unpublished ?? []}
        unproven={list?.unproven ?? []}
        error={query.error}
        onRetry={() => void query.refetch()}
      />
      {filterBar}
      {list ? (
        list.total === 0 ? (
          <BillsEmpty cycles={cycles} unpublished={list.unpublished} onClear={onClear} />
        ) : (
          <Lines {...props} list={list} busy={query.isPlaceholderData} />
        )
      ) : (
        query.isPending && <LinesSkeleton />
      )}
    </>
  );
}

function Lines<List extends Lines>(props: LinesPanelProps<List> & { list: List; busy: boolean }) {
  const { view, list, busy, sort, columns, details, onChange, severalAccounts } = props;
  const t = useTranslations('bills');
  const nameOf = useCodeNames();
  const locale = useLocale();
  const currency = list.totals.length === 1 ? (list.totals[0]?.currency ?? null) : null;
  // A sum that lacks an account is no final total: it wears no double rule.
  const whole = list.missing.length === 0;
  const foot = list.totals.map((total, index) => {
    const payable = 'consumeAmount' in total ? total.consumeAmount : total.amount;
    const figure = (amount: string) => ({ value: { amount, currency: total.currency }, withCurrency: false });
    const exact = { ...figure(payable), withCurrency: currency === null, total: whole };
    return {
      key: total.currency,
      label: index === 0 && (
        <FootLabel count={list.total} unit="lines" offByRows={list.offByRows} missing={list.missing} />
      ),
      cells: {
        officialAmount: <ExactAmount {...figure(total.officialAmount)} total={whole} />,
        discountAmount: <Deduction {...figure(total.discountAmount)} total={whole} />,
        consumeAmount: <ExactAmount {...exact} />,
        amount: <ExactAmount {...exact} />,
      },
    };
  });
  const openCycle = Object.values(list.states).includes('open');
  const range = { from: list.start + 1, to: list.start + list.items.length, total: list.total };
  return (
    <>
      <BillTable<List['items'][number]>
        columns={columns({ t, nameOf, locale, currency, severalAccounts })}
        rows={list.items}
        caption={t(`captions.${view}`)}
        sort={splitSort(sort)}
        onSort={({ column, descending }) => onChange({ sort: descending ? `-${column}` : column })}
        foot={foot}
        busy={busy}
        openLabel={(line) => t('row.open', { name: lineName(line, { t }) })}
        details={(line) => details(line, list)}
        className="min-w-[980px] max-sm:min-w-0"
      />
      <PaidWith totals={list.totals} />
      <p className="pt-2 text-small text-ink-3">{t(`about.${view}.${openCycle ? 'open' : 'final'}`)}</p>
      <CursorPager
        prevCursor={list.prevCursor}
        nextCursor={list.nextCursor}
        onCursor={(cursor) => onChange({ cursor })}
      >
        {t('pager.lines', {
          from: formatCount(range.from),
          to: formatCount(range.to),
          total: formatCount(range.total),
        })}
      </CursorPager>
    </>
  );
}
