import type { Cycle } from '@/lib/cycles';

export const FEES = 'ListCustomerselfResourceRecords';
const USAGE = 'ListCustomerselfResourceRecordDetails';
export const SUMMARY = 'ShowCustomerMonthlySum';

/** What an upstream may say that nobody should believe: a name, the operation, the fault (sandbox/README.md), and the code it is told by. */
export function unbelievable(cycle: Cycle): [string, string, Record<string, unknown>, string][] {
  return [
    ['a count that is too high', FEES, { kind: 'total', total: '+5' }, 'moving'],
    ['a count that is too low', FEES, { kind: 'total', total: '-5' }, 'moving'],
    ['a count that grows', USAGE, { kind: 'total', total: 'changing' }, 'moving'],
    ['a count of nothing', USAGE, { kind: 'total', total: 0 }, 'moving'],
    ['a middle page that stays empty', FEES, { kind: 'page', keep: 0, match: { cycle, offset: 1000 } }, 'moving'],
    ['a row seen twice at each border', FEES, { kind: 'shift', rows: 1, total: 'stays' }, 'moving'],
    ['a row missed at each border', USAGE, { kind: 'shift', rows: -1, total: 'stays' }, 'moving'],
    ['lines that the summary does not know', FEES, { kind: 'restate', share: 0.01, by: '0.05' }, 'unproven'],
    [
      'a row of another account',
      USAGE,
      { kind: 'edit', rows: 1, set: { customer_id: 'f'.repeat(32) } },
      'foreign_rows',
    ],
    ['another currency', FEES, { kind: 'edit', rows: 'top', set: { currency: 'EUR' } }, 'foreign_rows'],
    ['a day of another cycle', FEES, { kind: 'edit', set: { bill_date: '2026-09-30' } }, 'foreign_rows'],
    ['a day that there is not', FEES, { kind: 'edit', rows: 1, set: { bill_date: `${cycle}-32` } }, 'foreign_rows'],
    ['a summary of another cycle', SUMMARY, { kind: 'edit', rows: 1, set: { bill_cycle: '2026-09' } }, 'foreign_rows'],
    ['amounts that no decimal holds', FEES, { kind: 'numbers', as: 'long' }, 'upstream_invalid'],
    ['amounts beyond measure', USAGE, { kind: 'numbers', as: 'huge' }, 'immense'],
  ];
}
