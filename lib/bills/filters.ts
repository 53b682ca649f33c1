import {
  accountId,
  cursorField,
  defineFilters,
  type FilterProblem,
  type FilterValues,
  month,
  oneOf,
  pageField,
  pageSizeField,
  sortBy,
  text,
} from '@/lib/query/filters';

export const chargeModes = ['1', '3', '10', '11'] as const;
export const coarseBillTypes = ['1', '2', '3'] as const;
export const billTypes = [
  '1',
  '2',
  '3',
  '4',
  '5',
  '8',
  '9',
  '12',
  '14',
  '15',
  '16',
  '17',
  '18',
  '20',
  '23',
  '24',
  '25',
  '100',
  '101',
  '102',
  '103',
] as const;

export const summarySorts = [
  'cycle',
  'serviceTypeName',
  'officialAmount',
  'officialDiscountAmount',
  'truncatedAmount',
  'consumeAmount',
] as const;
export const usageSorts = ['billDate', 'resourceName', 'officialAmount', 'discountAmount', 'consumeAmount'] as const;
export const expenditureSorts = [
  'billDate',
  'resourceName',
  'usage',
  'officialAmount',
  'discountAmount',
  'amount',
] as const;

const dimensions = {
  account: accountId(),
  cycle: month(),
  from: month(),
  to: month(),
  service: text(64),
  project: text(64),
  mode: oneOf(chargeModes, null),
};
type Period = { cycle: string | null; from: string | null; to: string | null };

function checkPeriod({ cycle, from, to }: Period): FilterProblem[] {
  if (cycle && (from || to)) return [{ field: 'cycle', problem: 'cannot be given together with from or to' }];
  if (from && to && from > to) return [{ field: 'to', problem: 'is earlier than from' }];
  return [];
}

/** Bill lines are read live, one cycle a call, until the ledger keeps them. */
function checkOneCycle(period: Period): FilterProblem[] {
  const problems = checkPeriod(period);
  if (problems.length > 0) return problems;
  const { from, to } = period;
  return from !== to && (from || to)
    ? [
        {
          field: from ? 'from' : 'to',
          problem: 'spans more than one cycle; bill lines are read one cycle at a time: use cycle=YYYY-MM',
        },
      ]
    : [];
}

/** Rows of monthly-sum (contract 2.e) over any span of cycles. Without a period: the open cycle. */
export const summaryFilters = defineFilters(
  {
    ...dimensions,
    type: oneOf(coarseBillTypes, null),
    q: text(100),
    sort: sortBy(summarySorts, '-consumeAmount'),
    page: pageField(),
    pageSize: pageSizeField(50),
  },
  checkPeriod,
);
export type SummaryFilters = FilterValues<(typeof summaryFilters)['fields']>;

const lineDimensions = {
  ...dimensions,
  type: oneOf(billTypes, null),
  region: text(64),
  resource: text(128),
  q: text(100),
  zero: oneOf(['include', 'hide'], 'include'),
  cursor: cursorField(),
  pageSize: pageSizeField(100),
};

/** Lines of res-records, one per resource and day (contract 2.f, statistic_type 2). */
export const usageFilters = defineFilters({ ...lineDimensions, sort: sortBy(usageSorts, '-billDate') }, checkOneCycle);
export type UsageFilters = FilterValues<(typeof usageFilters)['fields']>;

/** Lines of res-fee-records, single charges (contract 2.g, statistic_type 3). */
export const expenditureFilters = defineFilters(
  { ...lineDimensions, order: text(64), sort: sortBy(expenditureSorts, '-billDate') },
  checkOneCycle,
);
export type ExpenditureFilters = FilterValues<(typeof expenditureFilters)['fields']>;
