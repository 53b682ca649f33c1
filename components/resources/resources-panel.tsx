'use client';

import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { PageHeader } from '@/components/layout/page-header';
import { Button, ButtonLink } from '@/components/ui/button';
import { CopyLink } from '@/components/ui/copy-link';
import { DataTable } from '@/components/ui/data-table';
import { DownloadMenu } from '@/components/ui/download-menu';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { Freshness } from '@/components/ui/freshness';
import { Note } from '@/components/ui/note';
import { Pager } from '@/components/ui/pager';
import { ProblemNote } from '@/components/ui/problem-note';
import { Tabs } from '@/components/ui/tabs';
import { paths } from '@/lib/paths';
import { splitSort } from '@/lib/query/filters';
import { useUrlFilters } from '@/lib/query/use-url-filters';
import { type ResourceFilters, resourceFilters } from '@/lib/resources/filters';
import { resourceListQuery } from '@/lib/resources/queries';
import type { ResourceList } from '@/lib/resources/schema';
import { nestRows, rowKey } from './nest';
import { resourceTableColumns, resourceTableColumnsWithAccount } from './resource-columns';
import { ResourceFilterBar } from './resource-filter-bar';
import { knownStatuses } from './resource-status';

interface ResourcesPanelProps {
  accounts: readonly { domainId: string; name: string }[];
}

export function ResourcesPanel({ accounts }: ResourcesPanelProps) {
  const t = useTranslations('resources');
  const { filters, problems, setFilters, searchFor } = useUrlFilters(resourceFilters);
  const list = useQuery(resourceListQuery(filters));
  const href = paths.exportOf(paths.api.resources(resourceFilters.toSearch({ ...filters, page: 1, pageSize: 50 })));
  const tabs = (['all', ...knownStatuses] as const).map((key) => ({
    key,
    label: key === 'all' ? t('all') : t(`status.${key}`),
    count: list.data ? (list.data.counts[key] ?? 0) : undefined,
    href: searchFor({ status: key === 'all' ? null : key }),
  }));
  return (
    <>
      <PageHeader
        title={t('title')}
        meta={list.data && <Freshness asOf={list.data.asOf} stale={list.data.stale} />}
        actions={
          <>
            <CopyLink />
            <DownloadMenu href={href} count={list.data?.total} />
          </>
        }
      />
      <ProblemNote problems={problems} />
      <Tabs
        label={t('tabs')}
        tabs={tabs}
        current={filters.status ?? 'all'}
        onSelect={(key) => setFilters({ status: key === 'all' ? null : key })}
      />
      <ResourceFilterBar filters={filters} choices={list.data?.choices} accounts={accounts} onChange={setFilters} />
      {list.isError && (
        <ErrorState error={list.error} title={t('failed')} onRetry={() => void list.refetch()} className="my-3" />
      )}
      {list.data && <MissingAccounts missing={list.data.missing} />}
      {(list.data || list.isPending) && (
        <ResourceTable
          list={list.data}
          filters={filters}
          busy={list.isPlaceholderData}
          showAccount={accounts.length > 1 && filters.account === null}
          onChange={setFilters}
        />
      )}
    </>
  );
}

interface ResourceTableProps {
  list: ResourceList | undefined;
  filters: ResourceFilters;
  busy: boolean;
  showAccount: boolean;
  onChange: (change: Partial<ResourceFilters>) => void;
}

function ResourceTable({ list, filters, busy, showAccount, onChange }: ResourceTableProps) {
  const t = useTranslations('resources');
  if (list && list.items.length === 0) return <NoResources list={list} filters={filters} onChange={onChange} />;
  const rows = nestRows(list?.items ?? []);
  const primary = rows.filter(({ isMainResource }) => isMainResource).length;
  return (
    <>
      <DataTable
        columns={showAccount ? resourceTableColumnsWithAccount : resourceTableColumns}
        rows={rows}
        caption={t('caption')}
        getRowId={rowKey}
        sort={splitSort(filters.sort)}
        onSort={({ column, descending }) => onChange({ sort: sortOf(column, descending) })}
        busy={busy}
        pending={list ? undefined : 12}
        foot={[
          {
            key: 'page',
            kind: 'sub',
            cells: {},
            label: t('thisPage', { count: rows.length, primary, attached: rows.length - primary }),
          },
          { key: 'all', kind: 'total', cells: {}, label: t('inView', { count: list?.total ?? 0 }) },
        ]}
        className="min-w-[1080px] max-sm:min-w-0"
      />
      {list && (
        <Pager
          page={list.page}
          pageSize={list.pageSize}
          total={list.total}
          onPage={(page) => onChange({ page })}
          onPageSize={(pageSize) => onChange({ pageSize })}
        />
      )}
    </>
  );
}

function sortOf(column: string, descending: boolean): ResourceFilters['sort'] {
  const name = column === 'resourceName' ? 'resourceName' : 'expireTime';
  return descending ? `-${name}` : name;
}

function NoResources({
  list,
  filters,
  onChange,
}: Pick<ResourceTableProps, 'filters' | 'onChange'> & { list: ResourceList }) {
  const t = useTranslations('resources.empty');
  const { account, page, pageSize, sort, ...conditions } = filters;
  const beyond = list.total > 0 && page > 1;
  if (beyond) {
    return (
      <EmptyState
        title={t('beyondTitle')}
        action={<Button onClick={() => onChange({ page: 1 })}>{t('firstPage')}</Button>}
      >
        {t('beyond', { total: list.total, pageSize })}
      </EmptyState>
    );
  }
  if (Object.values(conditions).every((value) => value === null))
    return <EmptyState title={t('noneTitle')}>{t('none')}</EmptyState>;
  const cleared = { ...resourceFilters.parse({}).values, account, sort };
  return (
    <EmptyState
      title={t('filteredTitle')}
      action={
        <>
          <Button onClick={() => onChange(cleared)}>{t('clear')}</Button>
          {filters.q !== null && <SearchElsewhere q={filters.q} account={account} />}
        </>
      }
    >
      {filters.q === null ? t('filtered') : t('searched')}
    </EmptyState>
  );
}

/** The words may be an order's, or the name or ID of what is paid by use, which is in the bills only. */
function SearchElsewhere({ q, account }: { q: string; account: string | null }) {
  const t = useTranslations('resources.empty');
  const places = [
    [paths.orders({ q: q.slice(0, 64), account }), t('searchOrders', { q })],
    [paths.expenditures({ q, account }), t('searchBills', { q })],
  ] as const;
  return places.map(([href, label]) => (
    <ButtonLink key={href} href={href} className="max-w-full">
      <span className="truncate">{label}</span>
    </ButtonLink>
  ));
}

/** What is shown is complete but for these. */
function MissingAccounts({ missing }: { missing: ResourceList['missing'] }) {
  const t = useTranslations('resources');
  const locale = useLocale();
  if (missing.length === 0) return null;
  const names = missing.map(({ name }) => name).join(locale === 'zh-CN' ? '、' : ', ');
  return (
    <Note tone="attn" role="status" className="my-3">
      {t('missing', { names })}
    </Note>
  );
}
