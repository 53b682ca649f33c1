import { expect, test } from 'vitest';
import type { Cycle } from '@/lib/cycles';
import { RecordColumns } from '@/lib/record-columns';
import { refuseForeign } from './foreign';

const owner = { domainId: 'd1', currency: 'USD', cycle: '2024-02' as Cycle };
const read = (...days: readonly (string | null)[]) =>
  refuseForeign('fee_lines', owner, {
    currency: 'USD',
    rows: RecordColumns.of(days.map((day) => ({ customer_id: 'd1', bill_date: day }))),
  });

test('days of the month are taken, the 29th of a leap year too, and lines without one', () => {
  expect(() => read('2024-02-01', '2024-02-29', '', null)).not.toThrow();
});

test.each(['2024-02-30', '2024-02-00', '2024-02-3', '2024-02', '2024-02-xx', '2024-02-01T00:00:00Z', '2024-01-31'])(
  'a line of %s is refused by name',
  (day) => {
    expect(() => read('2024-02-01', day)).toThrow(expect.objectContaining({ code: 'foreign_rows' }));
  },
);
