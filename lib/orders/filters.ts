import {
  accountId,
  defineFilters,
  described,
  type Field,
  type FilterValues,
  oneOf,
  pageField,
  pageSizeField,
  pattern,
  sortBy,
  text,
} from '@/lib/query/filters';
import { isRealDay } from './real-day';

/** Statuses that the upstream can list (contract 4.1), in the order of the tabs. */
export const listedStatuses = ['1', '6', '9', '3', '5', '4'] as const;
export type ListedStatus = (typeof listedStatuses)[number];
/** Those in which a person must act. */
export const waitingStatuses = ['1', '6', '9'] as const;
/** What `status` may be: one status of the upstream, or all those in which a person must act. */
export const statusViews = ['waiting', ...listedStatuses] as const;
export type StatusView = (typeof statusViews)[number];

/** The statuses that a view is made of, each a list of the upstream; null is that of all orders. */
export function statusesOf(view: StatusView | null): readonly (ListedStatus | null)[] {
  return view === 'waiting' ? waitingStatuses : [view];
}

export const orderTypes = ['1', '2', '3', '4', '10', '11', '13', '14', '15'] as const;
export const orderSorts = ['createTime', 'amountAfterDiscount'] as const;

/** Nothing could be ordered before; each year of a period is a question to the upstream of its own. */
const FIRST_MONTH = '2015-01';

/** A day or a whole month, UTC, as order times are; each of the two ends is wrong or right by itself. */
function dayOrMonth(): Field<string | null> {
  const field = pattern(/^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$/, 'a day YYYY-MM-DD or a month YYYY-MM');
  return {
    ...field,
    read: (raw) => {
      const read = field.read(raw);
      if ('problem' in read) return read;
      if (!isRealDay(raw)) return { problem: 'is no day of the calendar' };
      return raw < FIRST_MONTH ? { problem: `is earlier than ${FIRST_MONTH}, the first month` } : read;
    },
  };
}

export const orderFilters = defineFilters(
  {
    account: accountId(),
    status: described(
      oneOf(statusViews, null),
      'a status code of Huawei Cloud; waiting is 1, 6 and 9 together: pending approval, payment and confirmation',
    ),
    type: oneOf(orderTypes, null),
    service: text(64),
    from: dayOrMonth(),
    to: dayOrMonth(),
    q: text(64),
    sort: sortBy(orderSorts, '-createTime'),
    page: pageField(),
    pageSize: pageSizeField(20),
  },
  ({ from, to }) => (from && to && from > `${to}~` ? [{ field: 'to', problem: 'is earlier than from' }] : []),
);
/** Of one order: whose it is, so that only that account is asked. */
export const orderDetailFilters = defineFilters({ account: accountId() });

export type OrderFilters = FilterValues<(typeof orderFilters)['fields']>;

/** True when the upstream cannot sort or search so, and the whole view is read instead. */
export function needsWholeView({ q, sort }: Pick<OrderFilters, 'q' | 'sort'>): boolean {
  return q !== null || !sort.endsWith('createTime');
}
