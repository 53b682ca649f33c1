import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import type { Account } from '../lib/accounts/account';
import { createBssAccount } from '../lib/bss/account.server';
import type { ObservedCall } from '../lib/bss/observed-call';
import { Quotas } from '../lib/bss/quota.server';
import { makeGuards } from '../lib/bss/resilience/guards';
import { Transport } from '../lib/bss/transport.server';
import { FollowingClock } from '../lib/clock.server';
import { openEmbedded } from '../lib/ledger/open.server';
import { log } from '../lib/log.server';
import { listSyncCycles } from '../lib/state/syncs.server';
import { openState } from '../lib/state/open.server';
import { AccountWorker } from '../lib/sync/account-worker.server';
import { SyncProgress } from '../lib/sync/progress';
import { PageThread } from '../lib/sync/pages/page-thread.server';
import { Spool } from '../lib/sync/spool/spool.server';
import { untilQuiet } from '../scripts/quiet.mjs';
import { cpuSeconds } from './cpu-time';

const PER_SECOND = 10;
const NOW = '2026-11-22T04:00:00Z';

interface RunSize {
  months: number;
  lines: number;
  accounts: number;
}

export interface SyncRun {
  seconds: number;
  calls: number;
  /** Calls of the busiest operation and account: what the quota allows at most is a tenth of it in seconds. */
  busiest: number;
  /** Time against calls ÷ quota. */
  ratio: number;
  throttled: number;
  lines: number;
  /** Processor time of each process, seconds. */
  cpu: { portal: number; engine: number; sandbox: number };
  /** Longest time that the portal's event loop was held up, ms. */
  heldUpMs: { p99: number; max: number };
}

/** The first sync of an empty ledger from a sandbox in a process of its own; everything else is the portal's. */
export async function runSync({ months, lines, accounts }: RunSize): Promise<SyncRun> {
  const folder = mkdtempSync(join(tmpdir(), 'suanpan-sync-run-'));
  const args = ['--months', months, '--lines', lines, '--accounts', accounts, '--port', 0, '--control-port', 0];
  const sandbox = spawn(process.execPath, ['--import', 'tsx', 'sandbox/main.ts', ...args.map(String), '--now', NOW], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { value } = await createInterface(sandbox.stdout)[Symbol.asyncIterator]().next();
  const world = JSON.parse(String(value)) as { endpoint: string; accounts: (Account & { ak: string; sk: string })[] };
  const db = await openState({ databaseUrl: null, dataDirectory: folder });
  const open = await openEmbedded(join(folder, 'ledger'));
  const calls: ObservedCall[] = [];
  const clock = new FollowingClock();
  clock.follow(NOW);
  const transport = new Transport({ onBusinessTime: (instant) => clock.follow(instant) });
  const observe = (call: ObservedCall) => calls.push(call);
  const deps = { quotas: new Quotas(), guards: makeGuards(), transport, observe };
  const progress = new SyncProgress();
  const spool = new Spool(join(folder, 'spool'));
  const thread = new PageThread();
  thread.start();
  const workers = world.accounts.map((found) => {
    const account = { ...found, site: 'intl' as const };
    const bss = createBssAccount({ ...account, endpoint: world.endpoint }, deps);
    return new AccountWorker({ db, ledger: open.ledger, spool, thread, clock, account, bss: () => bss, progress, log });
  });
  try {
    const cpuOf = () => ({
      portal: cpuSeconds(process.pid),
      engine: cpuSeconds(open.engine.pid ?? 0),
      sandbox: cpuSeconds(sandbox.pid ?? 0),
    });
    // The sandbox rehearses before it is asked.
    await untilQuiet();
    const before = cpuOf();
    const loop = monitorEventLoopDelay({ resolution: 5 });
    loop.enable();
    const started = performance.now();
    await Promise.all(workers.map((worker) => worker.runUntilDone(new AbortController().signal)));
    const seconds = (performance.now() - started) / 1000;
    const after = cpuOf();
    loop.disable();
    const buckets = new Map<string, number>();
    for (const { account, operation, tries } of calls) {
      const key = `${account} ${operation}`;
      buckets.set(key, (buckets.get(key) ?? 0) + tries);
    }
    const busiest = Math.max(...buckets.values());
    // A cycle that was given up costs nothing.
    const behind = (
      await listSyncCycles(
        db,
        world.accounts.map(({ domainId }) => domainId),
      )
    ).filter(({ failures }) => failures > 0);
    if (behind.length > 0) throw new Error(`${behind.length} cycles were not synced: ${behind[0]?.error_detail}`);
    const [stored] = await open.ledger.read<{ n: string }>({
      sql: 'SELECT (SELECT count() FROM ledger.usage_lines) + (SELECT count() FROM ledger.fee_lines) AS n',
    });
    return {
      seconds,
      calls: calls.reduce((sum, { tries }) => sum + tries, 0),
      busiest,
      ratio: seconds / (busiest / PER_SECOND),
      throttled: calls.filter(({ retries }) => retries.includes('throttled')).length,
      lines: Number(stored?.n),
      cpu: {
        portal: after.portal - before.portal,
        engine: after.engine - before.engine,
        sandbox: after.sandbox - before.sandbox,
      },
      heldUpMs: { p99: loop.percentile(99) / 1e6, max: loop.max / 1e6 },
    };
  } finally {
    await thread.end();
    await transport.close();
    await open.close();
    await db.destroy();
    sandbox.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}
