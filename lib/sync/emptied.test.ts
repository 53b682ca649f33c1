import { expect, test } from 'vitest';
import type { Cycle } from '@/lib/cycles';
import { type ListRows, refuseEmptied } from './emptied';
import type { Difference } from './prove';

const now = new Date('2026-12-31T15:59:59Z');
const inTheNextMonth = new Date('2026-12-31T16:00:00Z');
const WAS: ListRows = { usage: 400, fee: 1200, summary: 30 };
const NONE: ListRows = { usage: 0, fee: 0, summary: 0 };

const read = (rows: ListRows, was: ListRows | null, { at = now, unexplained = [] as Difference[] } = {}) =>
  refuseEmptied({ cycle: '2024-01' as Cycle, now: at, rows, was, unexplained });
const off = (view: Difference['view']): Difference[] => [
  { view, amount: 'payable', currency: 'USD', lines: '1', summary: '2', difference: '-1' },
];

test.each([
  ['usage', 'no usage lines. The 400 of the ledger stay.'],
  ['fee', 'no expenditures. The 1,200 of the ledger stay.'],
  ['summary', 'no rows of the summary. The 30 of the ledger stay.'],
] as const)('a month does not lose all of its %s', (list, told) => {
  expect(() => read({ ...WAS, [list]: 0 }, WAS)).toThrow(told);
});

test('a list that lost rows is believed when it comes to the summary, and not when it does not', () => {
  const fewer = { ...WAS, usage: 399 };
  expect(() => read(fewer, WAS)).not.toThrow();
  expect(() => read(fewer, WAS, { unexplained: off('expenditures') })).not.toThrow();
  expect(() => read(fewer, WAS, { unexplained: off('usage') })).toThrow('There are 399 usage lines');
  expect(() => read({ ...WAS, summary: 29 }, WAS, { unexplained: off('usage') })).toThrow('29 rows of the summary');
});

test('lists that grow may be ahead of each other, and a first reading is what it is', () => {
  expect(() => read({ usage: 401, fee: 1300, summary: 30 }, WAS, { unexplained: off('usage') })).not.toThrow();
  expect(() => read(NONE, null)).not.toThrow();
  expect(() => read(NONE, NONE)).not.toThrow();
});

test('a month without lines is one while the service keeps it, and not when it does not any more', () => {
  expect(() => read(NONE, null, { at: inTheNextMonth })).toThrow('older than Huawei Cloud keeps');
  // What came before the month fell off is its lines all the same.
  expect(() => read({ ...NONE, fee: 5 }, null, { at: inTheNextMonth })).not.toThrow();
});
