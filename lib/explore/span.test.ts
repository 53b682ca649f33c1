import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  comparedSpan,
  counterpartOf,
  dayLimits,
  daysIn,
  lastDay,
  type Span,
  spanOf,
  spanProblem,
  stepsOf,
} from './span';
import type { Comparison } from './words';

const none = { period: null, cycle: null, from: null, to: null };
const TODAY = '2026-11-22';

test.each([
  [none, '2026-06-01', TODAY],
  [{ ...none, period: 'this-month' as const }, '2026-11-01', TODAY],
  [{ ...none, period: 'last-month' as const }, '2026-10-01', '2026-10-31'],
  [{ ...none, period: 'last-13' as const }, '2025-11-01', TODAY],
  [{ ...none, cycle: '2024-02' }, '2024-02-01', '2024-02-29'],
  [{ ...none, cycle: '2026-11' }, '2026-11-01', TODAY],
  [{ ...none, from: '2026-09' }, '2026-09-01', TODAY],
  [{ ...none, from: '2026-09', to: '2026-10' }, '2026-09-01', '2026-10-31'],
  [{ ...none, from: '2026-09-15', to: '2026-10-02' }, '2026-09-15', '2026-10-02'],
])('%j', (filters, from, to) => {
  expect(spanOf(filters, TODAY)).toEqual({ from, to });
});

describe('what a span is compared with', () => {
  const cases: [string, string, Comparison, string, string][] = [
    // A month that is not over: the same days.
    ['2026-11-01', '2026-11-22', 'previous', '2026-10-01', '2026-10-22'],
    ['2026-11-01', '2026-11-22', 'year', '2025-11-01', '2025-11-22'],
    ['2026-09-01', '2026-11-22', 'previous', '2026-06-01', '2026-08-22'],
    // Months that are over: whole months, however long they are.
    ['2026-10-01', '2026-10-31', 'previous', '2026-09-01', '2026-09-30'],
    ['2026-09-01', '2026-09-30', 'previous', '2026-08-01', '2026-08-31'],
    ['2026-03-01', '2026-03-31', 'previous', '2026-02-01', '2026-02-28'],
    ['2024-02-01', '2024-02-29', 'year', '2023-02-01', '2023-02-28'],
    ['2025-02-01', '2025-02-28', 'year', '2024-02-01', '2024-02-29'],
    // Days of one's own: as many right before, or the same ones of the year before.
    ['2026-10-10', '2026-10-16', 'previous', '2026-10-03', '2026-10-09'],
    ['2024-02-29', '2024-03-05', 'year', '2023-02-28', '2023-03-05'],
    ['2026-10-01', '2026-10-16', 'previous', '2026-09-01', '2026-09-16'],
    ['2026-05-02', '2026-05-02', 'previous', '2026-05-01', '2026-05-01'],
    ['2026-05-01', '2026-05-01', 'previous', '2026-04-30', '2026-04-30'],
    ['2026-11-01', '2026-11-01', 'previous', '2026-10-01', '2026-10-01'],
    ['2025-02-28', '2025-02-28', 'year', '2024-02-28', '2024-02-28'],
    ['2025-02-10', '2025-02-28', 'year', '2024-02-10', '2024-02-28'],
  ];
  test.each(cases)('%s to %s, %s', (...[from, to, comparison, before, until]) => {
    expect(comparedSpan({ from, to }, comparison, TODAY)).toMatchObject({ from: before, to: until });
  });

  test('a leap day that is today is compared with the 28th, and the last day of a running month with its own', () => {
    expect(comparedSpan({ from: '2024-02-01', to: '2024-02-29' }, 'year', '2024-02-29')?.to).toBe('2023-02-28');
    expect(comparedSpan({ from: '2026-11-01', to: '2026-11-30' }, 'previous', '2026-11-30')?.to).toBe('2026-10-30');
  });

  test('days of one’s own are compared with as many, without a gap', () => {
    const day = fc
      .integer({ min: 0, max: 1500 })
      .map((at) => new Date(Date.UTC(2022, 0, 2 + at)).toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, day, (a, b) => {
        const span = a < b ? { from: a, to: b } : { from: b, to: a };
        fc.pre(!span.from.endsWith('-01'));
        const before = comparedSpan(span, 'previous', TODAY);
        if (!before) throw new Error('nothing to compare with');
        expect(daysIn(before)).toBe(daysIn(span));
        expect(stepsOf({ from: before.from, to: span.to }, 'day')).toHaveLength(2 * daysIn(span));
      }),
    );
  });
});

test('whole cycles are not filtered by day, since a line counts by its cycle', () => {
  expect(dayLimits({ from: '2026-09-01', to: '2026-10-31' }, TODAY)).toBeNull();
  expect(dayLimits({ from: '2026-09-01', to: TODAY }, TODAY)).toBeNull();
  expect(dayLimits({ from: '2026-10-01', to: '2026-10-22' }, TODAY)).toEqual({ from: '2026-10-01', to: '2026-10-22' });
  expect(dayLimits({ from: '2026-10-02', to: TODAY }, TODAY)).toEqual({ from: '2026-10-02', to: TODAY });
});

test('a span that cannot be is told', () => {
  expect(spanProblem({ ...none, cycle: '2026-12' }, TODAY)?.field).toBe('cycle');
  expect(spanProblem({ ...none, from: '2026-02-30' }, TODAY)?.problem).toMatch(/does not exist/);
  expect(spanProblem({ ...none, from: '2015-01' }, TODAY)?.problem).toMatch(/120 months/);
  expect(spanProblem({ ...none, cycle: '0000-01' }, TODAY)?.problem).toMatch(/earlier than 2015-01/);
  expect(spanProblem({ ...none, from: '2021-01', step: 'day' }, TODAY)?.field).toBe('step');
  expect(spanProblem({ ...none, period: 'last-36', step: 'day' }, TODAY)).toBeNull();
  expect(lastDay('2100-02')).toBe('2100-02-28');
});

describe('what stands beside a step in the compared span', () => {
  const beside = (span: Span, comparison: 'previous' | 'year', step: string) => {
    const compared = comparedSpan(span, comparison, '2027-01-01');
    return compared && counterpartOf(step, compared);
  };
  const month = { from: '2026-03-01', to: '2026-03-31' };

  test.each([
    ['the same day of the month before', month, 'previous', '2026-03-28', '2026-02-28'],
    ['no day, where that month is shorter', month, 'previous', '2026-03-29', null],
    ['the same day of the year before', month, 'year', '2026-03-31', '2025-03-31'],
    ['the same month of the year before', { from: '2026-01-01', to: '2026-12-31' }, 'year', '2026-02', '2025-02'],
    ['the month as many months before', { from: '2026-04-01', to: '2026-06-30' }, 'previous', '2026-05', '2026-02'],
    ['the day as many days before', { from: '2026-03-10', to: '2026-03-19' }, 'previous', '2026-03-10', '2026-02-28'],
    ['no month, beside parts of months', { from: '2026-03-10', to: '2026-04-19' }, 'previous', '2026-03', null],
  ] as const)('%s', (...[, span, comparison, step, expected]) => {
    expect(beside(span, comparison, step)).toBe(expected);
  });
});
