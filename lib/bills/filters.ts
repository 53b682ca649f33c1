import {
  accountId,
  cursorField,
  defineFilters,
  described,
  type FilterProblem,
  type FilterValues,
  day,
  isDay,
  month,
  oneOf,
  pageField,
  pageSizeField,
  sortBy,
  text,
} from '@/lib/query/filters';
import { valueList } from '@/lib/query/value-list';
import { cursorLetters, type LineList } from './cursor';

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
  'account',
  'mode',
  'type',
  'officialAmount',
  'officialDiscountAmount',
  'truncatedAmount',
  'consumeAmount',
] as const;
const lineSorts = [
  'billDate',
  'resourceName',
  'account',
  'region',
  'project',
  'officialAmount',
  'discountAmount',
] as const;
export const usageSorts = [...lineSorts, 'mode', 'consumeAmount'] as const;
export const expenditureSorts = [...lineSorts, 'usage', 'amount'] as const;

const ofPeriod = { account: accountId(), cycle: month(), from: month(), to: month() };
type Period = { cycle: string | null; from: string | null; to: string | null };

function checkPeriod({ cycle, from, to }: Period): FilterProblem[] {
  if (cycle && (from || to)) return [{ field: 'cycle', problem: 'cannot be given together with from or to' }];
  if (from && to && from > to) return [{ field: 'to', problem: 'is earlier than from' }];
  return [];
}

/** Rows of monthly-sum (contract 2.e) over any span of cycles. Without a period: the open cycle. */
export const summaryFilters = defineFilters(
  {
    ...ofPeriod,
    service: text(64),
    project: text(64),
    mode: oneOf(chargeModes, null),
    type: oneOf(coarseBillTypes, null),
    q: text(100),
    sort: sortBy(summarySorts, '-consumeAmount'),
    page: pageField(),
    pageSize: pageSizeField(50),
  },
  checkPeriod,
);
export type SummaryFilters = FilterValues<(typeof summaryFilters)['fields']>;

function checkDays({
  fromDay,
  toDay,
  ...period
}: Period & Record<'fromDay' | 'toDay', string | null>): FilterProblem[] {
  for (const [field, given] of Object.entries({ fromDay, toDay })) {
    if (given && !isDay(given)) return [{ field, problem: 'is a day that does not exist' }];
  }
  if (fromDay && toDay && fromDay > toDay) return [{ field: 'toDay', problem: 'is earlier than fromDay' }];
  return checkPeriod(period);
}

const placeIn = (list: LineList) => cursorField(cursorLetters[list]);

const lineDimensions = {
  ...ofPeriod,
  service: valueList(),
  project: valueList(),
  mode: valueList({ codes: true, about: 'codes of the billing mode' }),
  type: valueList({ codes: true, about: 'codes of the bill type' }),
  resourceType: valueList(),
  region: valueList(),
  fromDay: described(day(), 'first bill date (GMT+8)'),
  toDay: described(day(), 'last bill date (GMT+8)'),
  resource: valueList(),
  order: described(text(64), 'order or transaction ID'),
  sku: valueList({ about: 'SKU code or specification' }),
  tag: valueList({ about: 'key, key=value, or key= where the key has no value' }),
  q: described(text(100), 'part of a resource name, ID, tag, order or specification; or a whole transaction ID'),
  zero: oneOf(['include', 'hide', 'only'], 'include'),
  offBy: described(oneOf(['only'], null), 'lines that are not the sum of what they were paid with'),
  pageSize: pageSizeField(100),
};

/** Lines of res-records, one per resource and day (contract 2.f, statistic_type 2), over any span of cycles. */
export const usageFilters = defineFilters(
  { ...lineDimensions, cursor: placeIn('usage'), sort: sortBy(usageSorts, '-billDate') },
  checkDays,
);
export type UsageFilters = FilterValues<(typeof usageFilters)['fields']>;

/** Lines of res-fee-records, single charges (contract 2.g, statistic_type 3). */
export const expenditureFilters = defineFilters(
  { ...lineDimensions, cursor: placeIn('expenditures'), sort: sortBy(expenditureSorts, '-billDate') },
  checkDays,
);
export type ExpenditureFilters = FilterValues<(typeof expenditureFilters)['fields']>;
