import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Cycle } from '@/lib/cycles';
import { readPublished } from '@/lib/ledger/published.server';
import { listBuilds } from '@/lib/ledger/rollup/build.server';
import { saveRollup } from '@/lib/state/versions.server';
import { dropOldRollups, RollUps } from './roll-up.server';
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

  test('that are not there are not used, and made again', async () => {
    const first = await filled();
    // A restored engine that is older than the state: it lacks the sums that a version points to.
    const lost = 12_345;
    await saveRollup(bench.db, first?.version ?? 0, lost);
    expect((await filled())?.rollup).toBeNull();
    expect(await new RollUps(bench.db, bench.ledger).make()).toEqual([first?.version]);
    expect((await filled())?.rollup).not.toBeNull();
  });

  test('that no version points to are deleted, but never those that are needed or just begun', async () => {
    const needed = (await published()).flatMap(({ rollup, rows }) => (rows.fee > 0 ? (rollup ?? []) : [])).sort();
    const first = await filled();
    await bench.ledger.rollUp(first?.version ?? 0, 77);
    expect(await dropOldRollups(bench.db, bench.ledger, 0)).toEqual([]);
    expect(await dropOldRollups(bench.db, bench.ledger, later())).toEqual(expect.arrayContaining([77]) as number[]);
    await expect.poll(async () => (await listBuilds(bench.ledger)).sort(), { timeout: 20_000 }).toEqual(needed);
  });
});
