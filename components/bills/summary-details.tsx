'use client';

import { useLocale, useTranslations } from 'next-intl';
import { type RowContext, summaryColumns } from '@/lib/bills/csv-columns';
import type { SummaryRow } from '@/lib/bills/schema';
import { formatCycle } from '@/lib/format';
import { paths } from '@/lib/paths';
import { listText, only } from '@/lib/query/value-list';
import { RowDetails } from './row-details';

export function SummaryDetails({ row, context }: { row: SummaryRow; context: RowContext }) {
  const t = useTranslations('bills.details');
  const locale = useLocale();
  const { account, cycle, serviceTypeCode: code } = row;
  const usageOf = (service: string) => ({
    label: t('usageOf', { cycle: formatCycle(cycle, locale) }),
    href: paths.usage({ account: account.domainId, cycle, service: listText(only(service)) }),
  });
  const links = code ? [usageOf(code)] : [];
  return <RowDetails row={row} columns={summaryColumns} context={context} offBy={row.offBy} links={links} />;
}
