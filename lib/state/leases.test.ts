import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testDatabases } from './databases.server.test-data';
import { holdLease, isLeaseHeld, releaseLease } from './leases.server';
import type { Db } from './schema';

const HOUR = 3_600_000;
const lease = (holder: string, forMs = 30_000) => ({ name: 'sync', holder, forMs });

describe.each(testDatabases(process.env.SUANPAN_TEST_DATABASE_URL))('leases on $name', ({ open }) => {
  let db: Db;
  let drop: () => Promise<void>;
  beforeEach(async () => ({ db, drop } = await open()));
  afterEach(() => drop());

  test('one holder at a time, until it gives it back or its time is over', async () => {
    expect(await holdLease(db, lease('a'))).toBe(true);
    expect(await holdLease(db, lease('a'))).toBe(true);
    expect(await holdLease(db, lease('b'))).toBe(false);
    await releaseLease(db, lease('a'));
    expect(await isLeaseHeld(db, 'sync')).toBe(false);
    expect(await holdLease(db, lease('b', -1000))).toBe(true);
    expect(await holdLease(db, lease('a'))).toBe(true);
    expect(await isLeaseHeld(db, 'sync')).toBe(true);
  });

  test('one of a clock that was ahead by days keeps nobody waiting for days', async () => {
    expect(await holdLease(db, lease('a', 48 * HOUR))).toBe(true);
    expect(await isLeaseHeld(db, 'sync')).toBe(false);
    expect(await holdLease(db, lease('b'))).toBe(true);
    expect(await holdLease(db, lease('a'))).toBe(false);
  });
});
