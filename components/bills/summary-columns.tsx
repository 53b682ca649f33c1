import type { SummaryRow } from '@/lib/bills/schema';
import { formatCycle } from '@/lib/format';
import type { BillTableColumn } from './bill-column';
import { AmountHead, Deduction, ExactAmount, NameCell, OffBy } from './cells';
import type { LineColumnWords } from './line-columns';

export const summaryName = (row: SummaryRow, { t }: Pick<LineColumnWords, 't'>): string =>
  row.serviceTypeName ?? row.serviceTypeCode ?? t('row.noName');

export function summaryTableColumns(
  words: LineColumnWords & { severalCycles: boolean },
): BillTableColumn<SummaryRow>[] {
  const { t, nameOf, locale, currency, severalCycles } = words;
  const cycle: BillTableColumn<SummaryRow> = {
    id: 'cycle',
    header: t('columns.cycle'),
    sortable: 'descending',
    muted: true,
    cell: (row) => formatCycle(row.cycle, locale, 'short'),
  };
  return [
    ...(severalCycles ? [cycle] : []),
    {
      id: 'serviceTypeName',
      header: t('columns.service'),
      sortable: 'ascending',
      fill: true,
      cell: (row) => (
        <NameCell
          service={row.serviceTypeCode}
          name={summaryName(row, words)}
          sub={row.resourceTypeName ?? row.resourceTypeCode}
          phoneSub={words.severalAccounts ? row.account.name : null}
          title={[row.serviceTypeName, row.resourceTypeName, row.account.name].filter(Boolean).join(' · ')}
        />
      ),
    },
    ...(words.severalAccounts ? [accountColumn(words)] : []),
    {
      id: 'mode',
      header: t('columns.mode'),
      sortable: 'ascending',
      hideOnPhone: true,
      muted: true,
      cell: (row) => nameOf('modes', row.chargingMode),
    },
    {
      id: 'type',
      header: t('columns.type'),
      sortable: 'ascending',
      hideOnPhone: true,
      muted: true,
      cell: (row) => nameOf('coarseTypes', row.billType),
    },
    {
      id: 'officialAmount',
      header: t('columns.official'),
      align: 'end',
      hideOnPhone: true,
      sortable: 'descending',
      cell: (row) => <ExactAmount value={row.officialAmount} withCurrency={false} />,
    },
    {
      id: 'officialDiscountAmount',
      header: t('columns.discount'),
      align: 'end',
      hideOnPhone: true,
      sortable: 'descending',
      cell: (row) => <Deduction value={row.officialDiscountAmount} withCurrency={false} />,
    },
    {
      id: 'truncatedAmount',
      header: t('columns.truncated'),
      align: 'end',
      hideOnPhone: true,
      sortable: 'descending',
      cell: (row) => <Deduction value={row.truncatedAmount} withCurrency={false} />,
    },
    {
      id: 'consumeAmount',
      header: <AmountHead label={t('columns.amount')} currency={currency} />,
      align: 'end',
      sortable: 'descending',
      cell: (row) => (
        <>
          <OffBy value={row.offBy} label={(amount) => t('row.offBy', { amount })} />
          <ExactAmount value={row.consumeAmount} withCurrency={currency === null} />
        </>
      ),
    },
  ];
}

const accountColumn = ({ t }: Pick<LineColumnWords, 't'>): BillTableColumn<SummaryRow> => ({
  id: 'account',
  header: t('columns.account'),
  sortable: 'ascending',
  hideOnPhone: true,
  muted: true,
  cell: (row) => row.account.name,
});
