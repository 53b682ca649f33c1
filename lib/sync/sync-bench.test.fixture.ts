import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from '@/lib/accounts/account';
import { createBssAccount } from '@/lib/bss/account.server';
import type { ObservedCall } from '@/lib/bss/observed-call';
import { Quotas } from '@/lib/bss/quota.server';
import { makeGuards } from '@/lib/bss/resilience/guards';
import { Transport } from '@/lib/bss/transport.server';
import { FollowingClock } from '@/lib/clock.server';
import { kindOfRun, type LedgerKind, openTestLedger } from '@/lib/ledger/testing/open.server.test-data';
import { log } from '@/lib/log.server';
import { openState } from '@/lib/state/open.server';
import { Quota } from '../../sandbox/gate/quota';
import { type Sandbox, startSandbox } from '../../sandbox/server/start';
import { AccountWorker } from './account-worker.server';
import { hasty, putOff, QUICK } from './haste.test.fixture';
import { PageThread } from './pages/page-thread.server';
import { SyncProgress } from './progress';
import { Spool } from './spool/spool.server';

export interface BenchSize {
  months?: number;
  lines?: number;
  accounts?: number;
  site?: 'intl' | 'cn';
  kind?: LedgerKind;
  /** Only the newest months are read; the others wait, as after a failure. All 36 unless given. */
  newest?: number;
}

export type SyncBench = Awaited<ReturnType<typeof startBench>>;

/** A sandbox, a store, an engine and the workers of the sync, in one process; all of them the real ones. */
export async function startBench(size: BenchSize = {}) {
  const { months = 3, lines = 400, accounts = 1, site = 'intl', kind = kindOfRun(), newest } = size;
  const folder = mkdtempSync(join(tmpdir(), 'suanpan-sync-'));
  const now = Date.parse('2026-11-22T04:00:00Z');
  const sandbox = await startSandbox({
    ...{ port: 0, controlPort: 0, site, seed: 7, now },
    ...{ months, lines, accounts, hostile: false },
  });
  sandbox.parts.quota = new Quota(hasty.now);
  const db = await openState({ databaseUrl: null, dataDirectory: folder });
  const open = await openTestLedger(kind);
  const calls: ObservedCall[] = [];
  const clock = new FollowingClock();
  const transport = new Transport({ onBusinessTime: (instant) => clock.follow(instant) });
  const deps = {
    quotas: new Quotas({ timing: hasty }),
    guards: makeGuards(),
    transport,
    observe: (call: ObservedCall) => calls.push(call),
  };
  const announced = JSON.parse(sandbox.announcement).accounts as (Account & { ak: string; sk: string })[];
  const progress = new SyncProgress();
  const spoolFolder = join(folder, 'spool');
  const spool = new Spool(spoolFolder);
  const thread = new PageThread();
  clock.follow(new Date(now).toISOString());
  const workerOf = (index: number) => {
    const account = { ...(announced[index] as Account & { ak: string; sk: string }), site };
    const bss = createBssAccount({ ...account, endpoint: sandbox.endpoint }, deps);
    const own = { account, bss: () => bss, pauses: QUICK };
    return new AccountWorker({ db, ledger: open.ledger, spool, thread, clock, progress, log, ...own });
  };
  if (newest) for (const { domainId } of announced) await putOff(db, { domainId, newest, now });
  let workers = announced.map((_, index) => workerOf(index));
  return {
    sandbox,
    db,
    ledger: open.ledger,
    spool,
    spoolFolder,
    thread,
    node: open,
    clock,
    calls,
    accounts: announced.map((account) => ({ ...account, site })),
    workerOf,
    bssOf: (index: number) =>
      createBssAccount(
        { ...(announced[index] as Account & { ak: string; sk: string }), site, endpoint: sandbox.endpoint },
        deps,
      ),
    /** Reads what is due of every account. */
    sync: async () => {
      const { signal } = new AbortController();
      await Promise.all(workers.map((worker) => worker.runUntilDone(signal)));
    },
    /** Keeps every account as it is upstream, until it is told to stop. */
    run: async (signal: AbortSignal) => {
      await Promise.all(workers.map((worker) => worker.run(signal)));
    },
    /** As after a start of the portal: nothing is known but what was stored. */
    restart: () => {
      workers = announced.map((_, index) => workerOf(index));
    },
    control: (method: string, path: string, body?: unknown) => control(sandbox, { method, path, body }),
    async close() {
      await thread.end();
      await transport.close();
      await open.close();
      await db.destroy();
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function control(sandbox: Sandbox, { method, path, body }: { method: string; path: string; body?: unknown }) {
  const answer = await fetch(sandbox.control + path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Record<string, unknown>;
}
