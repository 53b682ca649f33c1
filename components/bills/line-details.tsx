'use client';

import type { Route } from 'next';
import { useLocale, useTranslations } from 'next-intl';
import { expenditureColumns, type RowContext, usageColumns } from '@/lib/bills/csv-columns';
import type { ExpenditureLine, UsageLine } from '@/lib/bills/schema';
import { formatCycle } from '@/lib/format';
import { paths } from '@/lib/paths';
import { listText, only } from '@/lib/query/value-list';
import { RowDetails } from './row-details';

type LineDetailsProps = { context: RowContext } & (
  | { view: 'usage'; line: UsageLine }
  | { view: 'expenditures'; line: ExpenditureLine }
);

/** Bill types whose trade id is an order id (contract 2.f). */
const ORDERED = new Set([1, 2, 3, 4, 8]);

export function LineDetails({ view, line, context }: LineDetailsProps) {
  const t = useTranslations('bills.details');
  const locale = useLocale();
  const links: { label: string; href: Route }[] = [];
  const { cycle, resourceId } = line;
  const account = line.account.domainId;
  if (resourceId) {
    const resource = listText(only(resourceId));
    const words = { cycle: formatCycle(cycle, locale) };
    links.push({ label: t('allUsage', words), href: paths.usage({ account, cycle, resource }) });
    links.push({ label: t('allExpenditures', words), href: paths.expenditures({ account, cycle, resource }) });
  }
  if (line.tradeId && line.billType !== null && ORDERED.has(line.billType)) {
    links.push({ label: t('openOrder'), href: paths.order(line.tradeId, { account }) });
  }
  const shared = { context, offBy: line.offBy, links };
  return view === 'usage' ? (
    <RowDetails row={line} columns={usageColumns} {...shared} />
  ) : (
    <RowDetails row={line} columns={expenditureColumns} {...shared} />
  );
}
