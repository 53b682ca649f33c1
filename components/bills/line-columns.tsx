import type { useTranslations } from 'next-intl';
import { payableOf } from '@/lib/bills/payable';
import type { ExpenditureLine, UsageLine } from '@/lib/bills/schema';
import { type FormatLocale, formatAmount, formatDay, UNKNOWN } from '@/lib/format';
import { readableSpec } from '@/lib/specification';
import type { BillTableColumn } from './bill-column';
import { AmountHead, Deduction, ExactAmount, NameCell, OffBy, shortSpec } from './cells';
import type { CodeNames } from './use-bill-words';

export interface LineColumnWords {
  t: ReturnType<typeof useTranslations<'bills'>>;
  nameOf: CodeNames;
  locale: FormatLocale;
  /** The one currency of the view; null when there are several, and each figure carries its own. */
  currency: string | null;
  severalAccounts: boolean;
}

type Line = UsageLine | ExpenditureLine;

/** Refunds and adjustments stand out among consumption (contract 4.3). */
const REFUNDS = new Set([4, 20, 24, 100]);
const ADJUSTMENTS = new Set([9, 16, 101, 102]);

export const lineName = (line: Line, { t }: Pick<LineColumnWords, 't'>): string =>
  line.resourceName ?? line.resourceId ?? line.resourceTypeName ?? line.serviceTypeName ?? t('row.noName');

function tagOf(line: Line, { t }: LineColumnWords): string | undefined {
  if (line.billType === null) return undefined;
  if (REFUNDS.has(line.billType)) return t('coarseTypes.2');
  return ADJUSTMENTS.has(line.billType) ? t('coarseTypes.3') : undefined;
}

function leading<L extends Line>(words: LineColumnWords): BillTableColumn<L>[] {
  const { t, locale } = words;
  return [
    {
      id: 'billDate',
      header: <AmountHead label={t('columns.billDate')} currency="GMT+8" />,
      sortable: 'descending',
      muted: true,
      cell: ({ billDate }) => (billDate === null ? UNKNOWN : formatDay(billDate, locale, 'short')),
    },
    {
      id: 'resourceName',
      header: t('columns.resource'),
      sortable: 'ascending',
      fill: true,
      cell: (line) => (
        <NameCell
          service={line.serviceTypeCode}
          name={lineName(line, words)}
          sub={shortSpec(line.productSpecDesc) ?? line.resourceTypeName}
          phoneSub={words.severalAccounts ? line.account.name : null}
          title={[
            lineName(line, words),
            line.productSpecDesc && readableSpec(line.productSpecDesc),
            line.serviceTypeName,
          ]
            .filter(Boolean)
            .join(' · ')}
          tag={tagOf(line, words)}
        />
      ),
    },
    ...(words.severalAccounts ? [accountColumn<L>(t('columns.account'))] : []),
    {
      id: 'region',
      header: t('columns.region'),
      sortable: 'ascending',
      hideOnPhone: true,
      hideWhenNarrow: words.severalAccounts,
      muted: true,
      cell: ({ regionName, region }) => regionName ?? region ?? UNKNOWN,
    },
    {
      id: 'project',
      header: t('columns.project'),
      sortable: 'ascending',
      hideOnPhone: true,
      muted: true,
      cell: ({ enterpriseProjectName, enterpriseProjectId }) =>
        enterpriseProjectName ?? enterpriseProjectId ?? t('row.notAllocated'),
    },
  ];
}

const accountColumn = <L extends Line>(header: string): BillTableColumn<L> => ({
  id: 'account',
  header,
  sortable: 'ascending',
  hideOnPhone: true,
  muted: true,
  cell: ({ account }) => account.name,
});

function amounts<L extends Line>({ t, currency }: LineColumnWords, payable: string): BillTableColumn<L>[] {
  const withCurrency = currency === null;
  return [
    {
      id: 'officialAmount',
      header: t('columns.official'),
      align: 'end',
      hideOnPhone: true,
      sortable: 'descending',
      cell: ({ officialAmount }) => <ExactAmount value={officialAmount} withCurrency={false} />,
    },
    {
      id: 'discountAmount',
      header: t('columns.discount'),
      align: 'end',
      hideOnPhone: true,
      sortable: 'descending',
      cell: ({ discountAmount }) => <Deduction value={discountAmount} withCurrency={false} />,
    },
    {
      id: payable,
      header: <AmountHead label={t('columns.amount')} currency={currency} />,
      align: 'end',
      sortable: 'descending',
      cell: (line) => (
        <>
          <OffBy value={line.offBy} label={(amount) => t('row.offBy', { amount })} />
          <ExactAmount value={payableOf(line)} withCurrency={withCurrency} />
        </>
      ),
    },
  ];
}

export function usageTableColumns(words: LineColumnWords): BillTableColumn<UsageLine>[] {
  return [
    ...leading<UsageLine>(words),
    {
      // Lines by resource and day carry no quantity (contract 2.f): the mode says how they were charged.
      id: 'mode',
      header: words.t('columns.mode'),
      sortable: 'ascending',
      hideOnPhone: true,
      muted: true,
      cell: ({ chargeMode }) => words.nameOf('modes', chargeMode),
    },
    ...amounts<UsageLine>(words, 'consumeAmount'),
  ];
}

export function expenditureTableColumns(words: LineColumnWords): BillTableColumn<ExpenditureLine>[] {
  return [
    ...leading<ExpenditureLine>(words),
    {
      id: 'usage',
      header: words.t('columns.usage'),
      align: 'end',
      hideOnPhone: true,
      muted: true,
      sortable: 'descending',
      cell: ({ usage, usageMeasureId }) =>
        usage === null ? (
          UNKNOWN
        ) : (
          <>
            {formatAmount(usage, { places: 0 })}
            {usageMeasureId !== null && <span className="text-ink-3"> {words.nameOf('units', usageMeasureId)}</span>}
          </>
        ),
    },
    ...amounts<ExpenditureLine>(words, 'amount'),
  ];
}
