import { expect, test } from 'vitest';
import { daysLeft } from './days-left';

const late = new Date('2026-11-22T23:30:00Z');

test.each([
  ['2026-11-22T23:59:59Z', 0],
  ['2026-11-23T00:00:00Z', 1],
  ['2026-11-24T12:00:00Z', 2],
  ['2026-11-22T00:00:00Z', 0],
  ['2026-11-21T23:59:59Z', -1],
  // Tomorrow in GMT+8 is not tomorrow here: the date beside it is in UTC.
  ['2026-11-23T07:00:00+08:00', 0],
])('late on 22 November, UTC, %s is %i days away', (expireTime, days) => {
  expect(daysLeft(expireTime, late)).toBe(days);
});

test('what has no date has no days', () => {
  expect(daysLeft(null, late)).toBeNull();
  expect(daysLeft('soon', late)).toBeNull();
});
