import { expect, test } from 'vitest';
import { coverageOf, mixedTotals } from './mixed-totals';
import type { QuotedLine } from './schema';

const amounts = (amount: string | null) =>
  amount === null
    ? null
    : {
        officialAmount: { amount, currency: 'USD' },
        discountAmount: { amount: '0', currency: 'USD' },
        amount: { amount, currency: 'USD' },
      };
const line = (payPerUse: string | null, monthly: string | null, yearly: string | null) =>
  ({ payPerUse: amounts(payPerUse), monthly: amounts(monthly), yearly: amounts(yearly) }) as QuotedLine;
const quote = (...lines: QuotedLine[]) => ({ lines, currency: 'USD' });

test('what is only sold by use is counted by use in the other columns, exactly', () => {
  const found = mixedTotals(quote(line('100', '60', '50'), line('0.00000001', null, null), line('7', '5', null)));
  expect(found).toEqual({
    payPerUse: null,
    monthly: { amount: '65.00000001', currency: 'USD' },
    yearly: { amount: '57.00000001', currency: 'USD' },
  });
});

test('a column that has all lines, or none of its own, is not mixed', () => {
  expect(mixedTotals(quote(line('100', '60', null)))).toEqual({ payPerUse: null, monthly: null, yearly: null });
});

test('a line without a price in both ways leaves no total at all', () => {
  expect(mixedTotals(quote(line('1', '1', '1'), line(null, null, '2')))).toEqual({
    payPerUse: null,
    monthly: null,
    yearly: null,
  });
});

test('a total knows how many lines it holds', () => {
  const lines = [line('1', null, null), line('1', '2', null)];
  expect(coverageOf({ lines }, 'monthly')).toEqual({ priced: 1, lines: 2 });
  expect(coverageOf({ lines }, 'yearly')).toEqual({ priced: 0, lines: 2 });
});
