import { expect, test } from 'vitest';
import { median, percentile } from './median';

test.each([
  [[3], 3],
  [[9, 1, 5], 5],
  [[4, 1, 3, 2], 2.5],
])('the median of %j is %d', (values, middle) => {
  expect(median(values)).toBe(middle);
});

test('a median of nothing is refused', () => {
  expect(() => median([])).toThrow('nothing');
});

test('a percentile is a measurement that so many do not exceed', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect([percentile(hundred, 95), percentile(hundred, 100), percentile([7], 95)]).toEqual([95, 100, 7]);
  expect(() => percentile([], 95)).toThrow('nothing');
});
