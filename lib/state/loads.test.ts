import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Cycle } from '@/lib/cycles';
import { testDatabases } from './databases.server.test-data';
import { allocateVersion, failVersion, listBegunLoads, moveLoad, publishVersion, saveLoadPlan } from './loads.server';
import type { Db } from './schema';
import { findVersion, listPublished } from './versions.server';

const CYCLE = '2026-10' as Cycle;
const why = { code: 'interrupted', detail: 'Another process went on.' };
const proven = { rows: { usage: 1, fee: 1, summary: 1 }, sums: '{}', hash: 'h', offBy: null };

describe.each(testDatabases(process.env.SUANPAN_TEST_DATABASE_URL))('loads on $name', ({ open }) => {
  let db: Db;
  let drop: () => Promise<void>;
  beforeEach(async () => {
    ({ db, drop } = await open());
  });
  afterEach(() => drop());

  const begin = (plan?: string) =>
    allocateVersion(db, { domainId: 'd', cycle: CYCLE, cycleState: 'final', asOf: '2026-11-22T04:00:00.000Z', plan });
  const published = async () =>
    (await listPublished(db, { domainIds: ['d'], from: CYCLE, to: CYCLE })).map(({ version }) => version);

  test('one that another process gave up cannot be published any more', async () => {
    const version = await begin('{}');
    expect(await failVersion(db, version, why)).toBe(true);
    await expect(publishVersion(db, version, proven)).rejects.toThrow(`version ${version} is not loading any more`);
    expect(await published()).toEqual([]);
  });

  test('one that cannot be published leaves the figures before it', async () => {
    const old = await begin('{}');
    await publishVersion(db, old, proven);
    const version = await begin('{}');
    await failVersion(db, version, why);
    await expect(publishVersion(db, version, proven)).rejects.toThrow('not loading');
    expect(await published()).toEqual([old]);
  });

  test('one that is published cannot be given up: its lines are not to be dropped', async () => {
    const version = await begin('{}');
    await publishVersion(db, version, proven);
    expect(await failVersion(db, version, why)).toBe(false);
    expect(await published()).toEqual([version]);
  });

  test('one that goes on under another number has one number that counts', async () => {
    const from = await begin('{"step":1}');
    const to = await begin();
    expect((await listBegunLoads(db)).map(({ version }) => version)).toEqual([from]);
    expect(await moveLoad(db, { from, to, plan: '{"step":2}' })).toBe(true);
    expect(await listBegunLoads(db)).toEqual([{ version: to, domainId: 'd', cycle: CYCLE }]);
    expect(await findVersion(db, from)).toMatchObject({ status: 'failed', error_code: 'interrupted' });
    await saveLoadPlan(db, from, '{"step":3}');
    expect((await listBegunLoads(db)).map(({ version }) => version)).toEqual([to]);
  });

  test('a number that another process took for left over does not take a load with it', async () => {
    const from = await begin('{}');
    const to = await begin();
    await failVersion(db, to, why);
    expect(await moveLoad(db, { from, to, plan: '{}' })).toBe(false);
    expect((await listBegunLoads(db)).map(({ version }) => version)).toEqual([from]);
  });

  test('of two processes that go on with the same one, the second is told', async () => {
    const from = await begin('{}');
    const [first, second] = [await begin(), await begin()];
    expect(await moveLoad(db, { from, to: first, plan: '{}' })).toBe(true);
    expect(await moveLoad(db, { from, to: second, plan: '{}' })).toBe(false);
    expect((await listBegunLoads(db)).map(({ version }) => version)).toEqual([first]);
  });
});
