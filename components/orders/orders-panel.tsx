'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { CopyLink } from '@/components/ui/copy-link';
import { DataTable } from '@/components/ui/data-table';
import { DownloadMenu } from '@/components/ui/download-menu';
import { ErrorState } from '@/components/ui/error-state';
import { Freshness } from '@/components/ui/freshness';
import { Note } from '@/components/ui/note';
import { Pager } from '@/components/ui/pager';
import { ProblemNote } from '@/components/ui/problem-note';
import { Tabs } from '@/components/ui/tabs';
import { PageHeader } from '@/components/layout/page-header';
import { type OrderFilters, orderFilters, statusViews, waitingStatuses } from '@/lib/orders/filters';
import { orderListQuery, orderTotalsQuery } from '@/lib/orders/queries';
import type { OrderList } from '@/lib/orders/schema';
import { paths } from '@/lib/paths';
import { splitSort } from '@/lib/query/filters';
import { useUrlFilters } from '@/lib/query/use-url-filters';
import { useOrderColumns } from './order-columns';
import { OrderFilterBar } from './order-filter-bar';
import { useOrderFoot } from './order-foot';
import { NoOrders } from './no-orders';
import { useOrderWords } from './order-words';

const tabKeys = ['all', ...statusViews] as const;
const due = new Set<string>(['waiting', ...waitingStatuses]);

interface OrdersPanelProps {
  /** Accounts in scope: several of them get a column and a filter. */
  accounts: readonly { domainId: string; name: string }[];
}

export function OrdersPanel({ accounts }: OrdersPanelProps) {
  const t = useTranslations('orders');
  const words = useOrderWords();
  const { filters, problems, setFilters, searchFor } = useUrlFilters(orderFilters);
  const list = useQuery(orderListQuery(filters));
  const exportUrl = paths.exportOf(paths.api.orders(orderFilters.toSearch({ ...filters, page: 1, pageSize: 20 })));
  const counts = list.data?.counts;
  return (
    <>
      <PageHeader
        title={t('title')}
        meta={list.data && <Freshness asOf={list.data.asOf} stale={list.data.stale} />}
        actions={
          <>
            <CopyLink />
            <DownloadMenu href={exportUrl} count={list.data?.total} />
          </>
        }
      />
      <ProblemNote problems={problems} />
      <Tabs
        label={t('statusTabs')}
        current={filters.status ?? 'all'}
        tabs={tabKeys.map((key) => ({
          key,
          label: key === 'all' ? t('all') : key === 'waiting' ? t('waiting') : words.status(key),
          count: counts?.[key],
          due: due.has(key),
          href: searchFor({ status: key === 'all' ? null : key }),
        }))}
        onSelect={(key) => setFilters({ status: key === 'all' ? null : key })}
      />
      <OrderFilterBar
        filters={filters}
        services={list.data?.choices.services ?? []}
        accounts={accounts}
        onChange={setFilters}
      />
      {list.isError && (
        <ErrorState error={list.error} title={t('unreadable')} onRetry={() => void list.refetch()} className="mb-3" />
      )}
      {list.data?.missing.map(({ domainId, name, detail }) => (
        <Note key={domainId} tone="attn" role="status" className="mb-3">
          {t('missing', { name, reason: detail })}
        </Note>
      ))}
      {list.data && list.data.items.length === 0 ? (
        <NoOrders list={list.data} filters={filters} onChange={setFilters} />
      ) : (
        !(list.isError && !list.data) && (
          <OrderTable
            list={list.data}
            busy={list.isPlaceholderData}
            filters={filters}
            withAccount={accounts.length > 1 && filters.account === null}
            setFilters={setFilters}
          />
        )
      )}
    </>
  );
}

interface OrderTableProps {
  list: OrderList | undefined;
  busy: boolean;
  filters: OrderFilters;
  withAccount: boolean;
  setFilters: (change: Partial<OrderFilters>) => void;
}

function OrderTable({ list, busy, filters, withAccount, setFilters }: OrderTableProps) {
  const t = useTranslations('orders');
  const totals = useQuery({ ...orderTotalsQuery(filters), enabled: list !== undefined });
  const currencies = new Set(list?.items.map((order) => order.amountAfterDiscount?.currency ?? '').filter(Boolean));
  const currency = currencies.size === 1 ? ([...currencies][0] ?? null) : null;
  const columns = useOrderColumns({ withAccount, currency });
  const foot = useOrderFoot({ list, totals: totals.data, failed: totals.isError });
  const { column, descending } = splitSort(filters.sort);
  return (
    <>
      {list?.readWhole && <p className="pb-2 text-small text-ink-3">{t('searchNote')}</p>}
      <DataTable
        className="min-w-[760px] max-sm:min-w-0"
        caption={t('caption')}
        columns={columns}
        rows={list?.items ?? []}
        getRowId={(order) => `${order.account.domainId} ${order.orderId}`}
        rowHref={(order) => paths.order(order.orderId)}
        sort={{ column, descending }}
        onSort={(sort) => {
          const name = sort.column === 'amountAfterDiscount' ? 'amountAfterDiscount' : 'createTime';
          setFilters({ sort: sort.descending ? `-${name}` : name });
        }}
        foot={foot}
        busy={busy}
        pending={list ? undefined : filters.pageSize}
        stickyFoot
      />
      {list && (
        <Pager
          page={list.page}
          pageSize={list.pageSize}
          total={list.total}
          byTime={column === 'createTime' && descending}
          onPage={(page) => setFilters({ page })}
          onPageSize={(pageSize) => setFilters({ pageSize })}
        />
      )}
    </>
  );
}
