import { expect, test } from 'vitest';
import type { Resource } from '@/lib/resources/schema';
import { nestRows } from './nest';
import { needsSomeone } from './resource-status';

const row = (resourceId: string, parentResourceId: string | null = null, domainId = 'a') =>
  ({
    resourceId,
    parentResourceId,
    isMainResource: parentResourceId === null,
    account: { domainId, name: '' },
  }) as Resource;

test('only what stands under its own primary one is nested', () => {
  const rows = nestRows([
    row('d0', 'vm'),
    row('vm'),
    row('d1', 'vm'),
    row('d2', 'vm'),
    row('d3', 'other'),
    row('vm', null, 'b'),
    row('d4', 'vm'),
  ]);
  expect(rows.map(({ nested }) => nested)).toEqual([false, false, true, true, false, false, false]);
});

test('a resource needs someone in its last week, unless it renews by itself or is not in use', () => {
  const expiring = { daysLeft: 6, expirePolicy: 0, status: 2 };
  expect(needsSomeone(expiring)).toBe(true);
  expect(needsSomeone({ ...expiring, daysLeft: 0 })).toBe(true);
  expect(needsSomeone({ ...expiring, daysLeft: 7 })).toBe(false);
  expect(needsSomeone({ ...expiring, daysLeft: -1 })).toBe(false);
  expect(needsSomeone({ ...expiring, expirePolicy: 3 })).toBe(false);
  expect(needsSomeone({ ...expiring, status: 5 })).toBe(false);
});
