import { ClickHouseError } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Cycle } from '@/lib/cycles';
import { readPublished } from '@/lib/ledger/published.server';
import { listBuilds } from '@/lib/ledger/rollup/build.server';
import { saveRollup } from '@/lib/state/versions.server';
import { RollUps } from './roll-up.server';
import { type SyncBench, startBench } from './sync-bench.test.fixture';

let bench: SyncBench;
beforeAll(async () => {
  bench = await startBench({ months: 2, lines: 60 });
  await bench.sync();
});
afterAll(() => bench.close());

const published = async () => {
  const domainIds = bench.accounts.map(({ domainId }) => domainId);
  const span = { domainIds, from: '2020-01' as Cycle, to: '2026-12' as Cycle };
  return (await readPublished(bench.db, bench.ledger, span)).whole;
};
/** The oldest version that has lines. */
const filled = async () => (await published()).find(({ rows }) => rows.fee > 0);
const later = () => Date.now() + 3_600_000;

describe('sums of lines', () => {
  test('are made once for each published version, of all of its lines', async () => {
    const rollUps = new RollUps(bench.db, bench.ledger);
    const before = await published();
    expect(before.map(({ rollup }) => rollup)).toEqual(before.map(() => null));
    expect(await rollUps.make()).toEqual(before.map(({ version }) => version).sort((a, b) => a - b));
    expect(await rollUps.make()).toEqual([]);
    for (const { version, rollup } of await published()) {
      const sums = async (table: string, where: string, payable: string) =>
        bench.ledger.read({
          sql:
            `SELECT cloud_service_type AS service, sum(${payable}) AS payable, sum(official_amount) AS official ` +
            `FROM ledger.${table} WHERE ${where} GROUP BY service ORDER BY service`,
          params: { version, rollup },
        });
      for (const [fact, list, payable] of [
        ['usage_lines', 'usage', 'consume_amount'],
        ['fee_lines', 'fee', 'amount'],
      ] as const) {
        const ofLines = await sums(fact, 'version = {version:UInt32}', payable);
        const where = `list = '${list}' AND build = {rollup:UInt64}`;
        expect(await sums('day_sums', where, 'payable')).toEqual(ofLines);
        expect(await sums('month_sums', where, 'payable')).toEqual(ofLines);
      }
    }
  });

  test('of a month that came a moment ago wait while others are read', async () => {
    const rollUps = new RollUps(bench.db, bench.ledger);
    const all = (await published()).map(({ version }) => version).sort((a, b) => a - b);
    const [old = 0] = all;
    for (const version of all) await saveRollup(bench.db, version, null);
    const ended = new Date(Date.now() - 60_000).toISOString();
    await bench.db.updateTable('versions').set({ ended_at: ended }).where('version', '=', old).execute();
    expect(await rollUps.make({ reading: true })).toEqual([old]);
    expect(await rollUps.make()).toEqual(all.slice(1));
  });

  test('that are not there are not used, and made again', async () => {
    const first = await filled();
    // A restored engine that is older than the state: it lacks the sums that a version points to.
    const lost = 12_345;
    await saveRollup(bench.db, first?.version ?? 0, lost);
    expect((await filled())?.rollup).toBeNull();
    expect(await new RollUps(bench.db, bench.ledger).make()).toEqual([first?.version]);
    expect((await filled())?.rollup).not.toBeNull();
  });

  test('that no version points to are deleted, but never those that are needed or were until a moment ago', async () => {
    const rollUps = new RollUps(bench.db, bench.ledger);
    const first = await filled();
    const replaced = first?.rollup ?? 0;
    // Made hours ago, and read right now by somebody who followed the pointer a moment ago.
    await bench.ledger.rollUp(first?.version ?? 0, 77);
    await saveRollup(bench.db, first?.version ?? 0, null);
    expect(await rollUps.dropOld(later())).toEqual([]);
    await rollUps.make();
    const needed = (await published()).flatMap(({ rollup, rows }) => (rows.fee > 0 ? (rollup ?? []) : [])).sort();
    expect(await rollUps.dropOld(later() + 3_600_000)).toEqual(expect.arrayContaining([77, replaced]));
    await expect.poll(async () => (await listBuilds(bench.ledger)).sort(), { timeout: 20_000 }).toEqual(needed);
  });

  test('of one version that cannot be read keep no other from getting some', async () => {
    const versions = (await published()).filter(({ rows }) => rows.fee > 0).map(({ version }) => version);
    for (const version of versions) await saveRollup(bench.db, version, null);
    const [broken = 0, ...others] = [...versions].sort((a, b) => a - b);
    const rollUp = bench.ledger.rollUp.bind(bench.ledger);
    const spy = vi
      .spyOn(bench.ledger, 'rollUp')
      .mockImplementation((version, build) =>
        version === broken
          ? Promise.reject(new ClickHouseError({ code: '40', type: 'CHECKSUM_DOESNT_MATCH', message: 'Checksum' }))
          : rollUp(version, build),
      );
    const rollUps = new RollUps(bench.db, bench.ledger);
    expect(await rollUps.make()).toEqual(others);
    // Nor is it tried again and again.
    expect(await rollUps.make()).toEqual([]);
    expect(spy.mock.calls.filter(([version]) => version === broken)).toHaveLength(1);
    spy.mockRestore();
  });
});
