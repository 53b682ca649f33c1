import { expect, test } from 'vitest';
import type { Cycle } from '@/lib/cycles';
import { refuseEmptied } from './emptied';

const now = new Date('2026-12-31T15:59:59Z');
const inTheNextMonth = new Date('2026-12-31T16:00:00Z');
const read = (rows: number, was: number, at = now) => refuseEmptied({ cycle: '2024-01' as Cycle, now: at, rows, was });

test('a month that had lines does not lose all of them', () => {
  expect(() => read(0, 1600)).toThrow('The 1,600 of the ledger stay.');
  expect(() => read(1, 1600)).not.toThrow();
});

test('a month without lines is one while the service keeps it, and not when it does not any more', () => {
  expect(() => read(0, 0)).not.toThrow();
  expect(() => read(0, 0, inTheNextMonth)).toThrow('older than Huawei Cloud keeps');
  // What came before the month fell off is its lines all the same.
  expect(() => read(5, 0, inTheNextMonth)).not.toThrow();
});
