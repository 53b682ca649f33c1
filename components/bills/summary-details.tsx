'use client';

import { useLocale, useTranslations } from 'next-intl';
import { type RowContext, summaryColumns } from '@/lib/bills/csv-columns';
import type { SummaryRow } from '@/lib/bills/schema';
import { formatCycle } from '@/lib/format';
import { paths } from '@/lib/paths';
import { RowDetails } from './row-details';

export function SummaryDetails({ row, context }: { row: SummaryRow; context: RowContext }) {
  const t = useTranslations('bills.details');
  const locale = useLocale();
  const search = { account: row.account.domainId, cycle: row.cycle, service: row.serviceTypeCode };
  const links = row.serviceTypeCode
    ? [{ label: t('usageOf', { cycle: formatCycle(row.cycle, locale) }), href: paths.usage(search) }]
    : [];
  return <RowDetails row={row} columns={summaryColumns} context={context} offBy={row.offBy} links={links} />;
}
