import { expect, test } from 'vitest';
import { median } from './median';

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
