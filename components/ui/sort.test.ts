import { expect, test } from 'vitest';
import { clickedSort } from './sort';

test('the first click sorts as the column is read, each further one turns it round', () => {
  const byName = clickedSort({ column: 'amount', descending: true }, 'name', 'ascending');
  expect(byName).toEqual({ column: 'name', descending: false });
  expect(clickedSort(byName, 'name', 'ascending')).toEqual({ column: 'name', descending: true });
  expect(clickedSort(byName, 'amount', 'descending')).toEqual({ column: 'amount', descending: true });
  expect(clickedSort(undefined, 'name', 'ascending').descending).toBe(false);
});
