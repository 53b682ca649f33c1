import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { copyFile, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { BssAccount } from '@/lib/bss/account.server';
import type { Cycle } from '@/lib/cycles';
import { log } from '@/lib/log.server';
import { listBegunLoads, readLoadPlan, saveLoadPlan } from '@/lib/state/loads.server';
import { askForCycles, listSyncCycles } from '@/lib/state/syncs.server';
import { listPublished } from '@/lib/state/versions.server';
import { AccountWorker } from '../account-worker.server';
import type { LoadPlan } from '../begin-load.server';
import { QUICK } from '../haste.test.fixture';
import { PAGE } from '../list-reader.server';
import { SyncProgress } from '../progress';
import { startBench, type SyncBench } from '../sync-bench.test.fixture';
import { expectWorld } from '../world-lines.test.fixture';
import { PageFile } from './page-file.server';

vi.hoisted(() => {
  process.env.LOG_LEVEL = 'silent';
});

const CLOSED = '2026-10' as Cycle;

const copies = mkdtempSync(join(tmpdir(), 'suanpan-resume-'));
let bench: SyncBench;
beforeAll(async () => {
  bench = await startBench({ months: 2, lines: 6500, newest: 2 });
});
afterAll(async () => {
  await bench.close();
  rmSync(copies, { recursive: true, force: true });
});

const account = () => {
  const [first] = bench.accounts;
  if (!first) throw new Error('the sandbox has no account');
  return first;
};
const published = async () => {
  const span = { domainIds: [account().domainId], from: CLOSED, to: CLOSED };
  return (await listPublished(bench.db, span))[0]?.version ?? null;
};

/**
 * A process that reads the month. With `list` it ends when three pages wait there, and gets no further ones before.
 * @returns where the pages of expenditures begin that it asked for
 */
async function live(list: string | null): Promise<number[]> {
  const asked: number[] = [];
  const stop = new AbortController();
  const bss = bench.bssOf(0);
  const counted = {
    monthlySum: bss.monthlySum.bind(bss),
    queryUsageRecords: bss.queryUsageRecords.bind(bss),
    listFeeRecords: async (...[page, call]: Parameters<BssAccount['listFeeRecords']>) => {
      if (page.cycle === CLOSED) asked.push(page.offset ?? 0);
      const answer = await bss.listFeeRecords(page, call);
      const reading = asked.filter((offset) => offset === page.offset).length > 1 ? 'fee_lines-again' : 'fee_lines';
      if (list === reading && page.cycle === CLOSED && (page.offset ?? 0) >= 3 * PAGE) {
        await vi.waitFor(async () => expect(await waiting(list)).toHaveLength(3), { timeout: 30_000 });
        stop.abort();
        throw new Error('killed');
      }
      return answer;
    },
  };
  const { db, ledger, spool, thread, clock } = bench;
  const worker = new AccountWorker({
    ...{ db, ledger, spool, thread, clock, progress: new SyncProgress(), log, account: account(), pauses: QUICK },
    bss: () => Object.assign(Object.create(bss) as BssAccount, counted),
  });
  await (list === null ? worker.runUntilDone(stop.signal) : worker.run(stop.signal));
  return asked;
}

/** Where pages begin that wait in the spool. */
async function waiting(list: string): Promise<number[]> {
  const offsets: number[] = [];
  for (const { cycle, version } of await listBegunLoads(bench.db)) {
    const plan = JSON.parse((await readLoadPlan(bench.db, version)) ?? '{}') as LoadPlan;
    const path = bench.spool.pathOf(plan.spooled, list);
    if (cycle !== CLOSED || !existsSync(path)) continue;
    // Of a copy: what is opened is also mended.
    const copy = join(copies, randomUUID());
    await copyFile(path, copy);
    const { file, pages } = await PageFile.open(copy);
    await file.close();
    offsets.push(...pages.map(({ offset }) => offset));
  }
  return offsets;
}

test('pages that a process had read when it ended are not read again', async () => {
  await live('fee_lines');
  expect(await published()).toBeNull();
  const kept = await waiting('fee_lines');
  expect(kept.sort()).toEqual([0, 1000, 2000]);
  const asked = await live(null);
  expect(asked.filter((offset) => kept.includes(offset) && offset > 0)).toEqual([]);
  await expectWorld(bench, { cycle: CLOSED, version: (await published()) ?? 0 });
  expect(await readdir(bench.spoolFolder)).toEqual([]);
});

test('nor are those of a second reading, which proves a list', async () => {
  const before = await published();
  await bench.control('POST', '/faults', {
    ...{ kind: 'restate', operation: 'ListCustomerselfResourceRecords', share: 0.01, by: '0.05' },
    match: { cycle: CLOSED },
  });
  await askForCycles(bench.db, [{ domainId: account().domainId, cycle: CLOSED }], 'sync');
  await live('fee_lines-again');
  const kept = await waiting('fee_lines-again');
  expect(kept.sort()).toEqual([0, 1000, 2000]);
  const asked = await live(null);
  expect(asked.filter((offset) => kept.includes(offset))).toEqual([]);
  expect(asked.length).toBeLessThan(7);
  expect(await published()).toBe(before);
  const row = (await listSyncCycles(bench.db, [account().domainId])).find(({ cycle }) => cycle === CLOSED);
  expect(row).toMatchObject({ error_code: 'unproven', sync_asked: null });
  expect(await readdir(bench.spoolFolder)).toEqual([]);
});

test('a program that keeps other columns reads the month anew', async () => {
  await bench.control('DELETE', '/faults');
  await bench.control('POST', '/bills/restate', { cycle: CLOSED, perMille: 5 });
  await askForCycles(bench.db, [{ domainId: account().domainId, cycle: CLOSED }], 'sync');
  await live('fee_lines');
  const [load] = await listBegunLoads(bench.db);
  const plan = JSON.parse((await readLoadPlan(bench.db, load?.version ?? 0)) ?? '{}') as LoadPlan;
  await saveLoadPlan(bench.db, load?.version ?? 0, JSON.stringify({ ...plan, columns: 'of a version before' }));
  expect(await live(null)).toEqual(expect.arrayContaining([0, 1000, 2000, 3000, 4000, 5000]));
  await expectWorld(bench, { cycle: CLOSED, version: (await published()) ?? 0 });
});
