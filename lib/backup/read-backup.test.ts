import { expect, test } from 'vitest';
import { monthsOf } from './read-backup.server';

test('months that were replaced are not counted as months', () => {
  const [shown, replaced] = [{ status: 'published' }, { status: 'superseded' }] as const;
  expect(monthsOf([])).toBe('0 months');
  expect(monthsOf([shown])).toBe('1 month');
  expect(monthsOf([shown, replaced, shown, replaced])).toBe('2 months (and 2 replaced)');
});
