import type { CycleState } from '@/lib/cycles';
import type { CsvCell, CsvColumn } from '@/lib/http/csv';
import type { ExpenditureLine, SummaryRow, UsageLine } from './schema';

/** What every row of a file says about itself besides its figures. */
export interface RowContext {
  state: CycleState;
  /** ISO instant. */
  asOf: string;
}

export interface BillColumn<Row> {
  /** Stable name of the column in files; programs rely on it. */
  name: string;
  kind: CsvColumn['kind'];
  cell(row: Row, context: RowContext): CsvCell;
  /** The words of a code: a file for people has them in a column of their own beside it. */
  coded?: CodeTable;
}

/** Tables of names in messages/*.json: `states`, and the others under `bills`. */
export type CodeTable = 'states' | 'billTypes' | 'coarseTypes' | 'modes' | 'periods' | 'units';

type KeyOf<Row, Value> = { [K in keyof Row]-?: Row[K] extends Value ? K : never }[keyof Row] & string;
type Amount = { amount: string; currency: string };

const texts = <Row>(...names: KeyOf<Row, string | null>[]): BillColumn<Row>[] =>
  names.map((name) => ({ name, kind: 'text', cell: (row) => row[name] as string | null }));
const codes = <Row>(table: CodeTable, ...names: KeyOf<Row, number | null>[]): BillColumn<Row>[] =>
  names.map((name) => ({
    name,
    kind: 'number',
    coded: table,
    cell: (row) => (row[name] === null ? null : String(row[name])),
  }));
/** Codes without names, and exact quantities; null stays empty. */
const numbers = <Row>(...names: KeyOf<Row, number | string | null>[]): BillColumn<Row>[] =>
  names.map((name) => ({
    name,
    kind: 'number',
    cell: (row) => (row[name] === null ? null : String(row[name])),
  }));
/** Exact text with at least eight decimals; the currency has a column of its own. */
const amounts = <Row>(...names: KeyOf<Row, Amount>[]): BillColumn<Row>[] =>
  names.map((name) => ({ name, kind: 'number', cell: (row) => (row[name] as Amount).amount }));

interface Shared {
  id: string;
  account: { domainId: string; name: string };
  accountName: string | null;
  customerId: string | null;
  cycle: string;
  offBy: Amount | null;
}

function leading<Row extends Shared>(): BillColumn<Row>[] {
  return [
    { name: 'cycle', kind: 'text', cell: (row) => row.cycle },
    { name: 'state', kind: 'text', coded: 'states', cell: (_, { state }) => state },
    { name: 'asOf', kind: 'text', cell: (_, { asOf }) => asOf },
    { name: 'domainId', kind: 'text', cell: (row) => row.account.domainId },
    { name: 'account', kind: 'text', cell: (row) => row.account.name },
    { name: 'accountName', kind: 'text', cell: (row) => row.accountName },
    { name: 'customerId', kind: 'text', cell: (row) => row.customerId },
  ];
}

function trailing<Row extends Shared>(): BillColumn<Row>[] {
  return [
    { name: 'offBy', kind: 'number', cell: (row) => row.offBy?.amount ?? null },
    { name: 'id', kind: 'text', cell: (row) => row.id },
  ];
}

const currency = <Row extends { officialAmount: Amount }>(): BillColumn<Row> => ({
  name: 'currency',
  kind: 'text',
  cell: (row) => row.officialAmount.currency,
});

export const summaryColumns: readonly BillColumn<SummaryRow>[] = [
  ...leading<SummaryRow>(),
  ...texts<SummaryRow>('serviceTypeCode', 'serviceTypeName', 'resourceTypeCode', 'resourceTypeName'),
  ...codes<SummaryRow>('modes', 'chargingMode'),
  ...codes<SummaryRow>('coarseTypes', 'billType'),
  currency<SummaryRow>(),
  ...amounts<SummaryRow>('officialAmount', 'officialDiscountAmount', 'truncatedAmount', 'consumeAmount'),
  ...amounts<SummaryRow>('cashAmount', 'creditAmount', 'couponAmount', 'flexipurchaseCouponAmount'),
  ...amounts<SummaryRow>('storedValueCardAmount', 'debtAmount', 'writeoffAmount'),
  ...trailing<SummaryRow>(),
];

type SharedLine = Omit<UsageLine & ExpenditureLine, 'consumeAmount' | 'amount'>;

const lineIdentity: readonly BillColumn<SharedLine>[] = [
  ...texts<SharedLine>('billDate'),
  ...codes<SharedLine>('billTypes', 'billType'),
  ...codes<SharedLine>('modes', 'chargeMode'),
  ...texts<SharedLine>('region', 'regionName', 'serviceTypeCode', 'serviceTypeName'),
  ...texts<SharedLine>('resourceTypeCode', 'resourceTypeName', 'resourceId', 'resourceName', 'resourceTag'),
  ...texts<SharedLine>('skuCode', 'productSpecDesc', 'enterpriseProjectId', 'enterpriseProjectName', 'tradeId'),
  ...codes<SharedLine>('periods', 'periodType'),
  ...numbers<SharedLine>('periodNum'),
];
const linePayments: readonly BillColumn<SharedLine>[] = [
  ...amounts<SharedLine>('cashAmount', 'creditAmount', 'couponAmount', 'flexipurchaseCouponAmount'),
  ...amounts<SharedLine>('storedCardAmount', 'bonusAmount', 'debtAmount', 'adjustmentAmount'),
];
const listPrice = amounts<SharedLine>('officialAmount', 'discountAmount');

// A column that reads the fields both lines have can read either line.
const shared = <Row>(columns: readonly BillColumn<SharedLine>[]) => columns as unknown as readonly BillColumn<Row>[];

export const usageColumns: readonly BillColumn<UsageLine>[] = [
  ...leading<UsageLine>(),
  ...shared<UsageLine>(lineIdentity),
  ...texts<UsageLine>('preOrderId', 'parentResourceId', 'rootResourceId', 'payerAccountId', 'azCodes'),
  currency<UsageLine>(),
  ...shared<UsageLine>(listPrice),
  ...amounts<UsageLine>('consumeAmount'),
  ...shared<UsageLine>(linePayments),
  ...trailing<UsageLine>(),
];

export const expenditureColumns: readonly BillColumn<ExpenditureLine>[] = [
  ...leading<ExpenditureLine>(),
  ...shared<ExpenditureLine>(lineIdentity),
  ...texts<ExpenditureLine>('effectiveTime', 'expireTime', 'tradeTime', 'consumeTime'),
  ...texts<ExpenditureLine>('recordId', 'orderId', 'relativeOrderId', 'productId', 'productName'),
  ...numbers<ExpenditureLine>('specSize'),
  ...codes<ExpenditureLine>('units', 'specSizeMeasureId'),
  ...texts<ExpenditureLine>('usageType'),
  ...numbers<ExpenditureLine>('usage'),
  ...codes<ExpenditureLine>('units', 'usageMeasureId'),
  ...numbers<ExpenditureLine>('freeResourceUsage'),
  ...codes<ExpenditureLine>('units', 'freeResourceMeasureId'),
  ...numbers<ExpenditureLine>('riUsage'),
  ...codes<ExpenditureLine>('units', 'riUsageMeasureId'),
  ...numbers<ExpenditureLine>('unitPrice'),
  ...texts<ExpenditureLine>('unit', 'formula'),
  currency<ExpenditureLine>(),
  ...shared<ExpenditureLine>(listPrice),
  ...amounts<ExpenditureLine>('amount'),
  ...shared<ExpenditureLine>(linePayments),
  ...trailing<ExpenditureLine>(),
];
