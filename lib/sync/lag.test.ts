import { expect, test } from 'vitest';
import { decimal } from '@/lib/money';
import type { DaySum } from '@/lib/ledger/day-sum';
import { unexplained } from './lag';
import type { Difference } from './prove';

const difference = (view: Difference['view'], amount: Difference['amount'], by: string): Difference => ({
  ...{ view, amount, currency: 'USD', lines: '0', summary: '0' },
  difference: by,
});
const day = (date: string, payable: string, official: string): DaySum => ({
  ...{ currency: 'USD', day: date },
  payable: decimal(payable),
  official: decimal(official),
});
const DAYS = [day('2026-11-22', '3.5', '4'), day('2026-11-21', '10', '12'), day('2026-11-20', '-1', '0')];

test.each([
  ['today', '3.5', '4'],
  ['two days', '13.5', '16'],
  ['three days, one of them a refund', '12.5', '16'],
])('expenditures may be ahead of the summary by %s', (_, payable, official) => {
  const found = [difference('expenditures', 'payable', payable), difference('expenditures', 'official', official)];
  expect(unexplained(found, DAYS)).toEqual([]);
});

test.each([
  ['another amount', '3.50000001', '4'],
  ['one amount of a day without the other', '3.5', '16'],
  ['an amount behind', '-3.5', '-4'],
])('by %s they are not', (_, payable, official) => {
  const found = [difference('expenditures', 'payable', payable), difference('expenditures', 'official', official)];
  expect(unexplained(found, DAYS)).toEqual(found);
});

test('an amount that does not differ has to come to nothing in these days', () => {
  const free = [day('2026-11-22', '0', '4')];
  expect(unexplained([difference('expenditures', 'official', '4')], free)).toEqual([]);
  expect(unexplained([difference('expenditures', 'payable', '3.5')], DAYS)).toHaveLength(1);
});

test('usage ends as the summary does, and each currency stands for itself', () => {
  const usage = difference('usage', 'payable', '3.5');
  const yuan = { ...difference('expenditures', 'payable', '3.5'), currency: 'CNY' };
  expect(unexplained([usage, yuan], DAYS)).toEqual([usage, yuan]);
});
