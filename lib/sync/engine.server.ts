import 'server-only';

import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { accountClients, type ConnectedAccount, listAccounts } from '@/lib/accounts/connected.server';
import { businessClock } from '@/lib/clock.server';
import { env } from '@/lib/env.server';
import type { Ledger, LedgerCopies } from '@/lib/ledger/ledger';
import { ledger } from '@/lib/ledger/open.server';
import { type Logger, log } from '@/lib/log.server';
import { holdLease, releaseLease } from '@/lib/state/leases.server';
import type { Db } from '@/lib/state/schema';
import { AccountWorker } from './account-worker.server';
import { LedgerGuard } from './guard-ledger.server';
import { PageThread } from './pages/page-thread.server';
import { SyncProgress } from './progress';
import { RollUps } from './roll-up.server';
import { Spool } from './spool/spool.server';
import { dropOldPages, dropOldVersions, giveUpOldLoads } from './tidy.server';

const LEASE = 'sync';
const LEASE_MS = 30_000;
const BEAT_MS = 5000;
const TIDY_MS = 60_000;

interface RunningWorker {
  version: string;
  stop: AbortController;
  ended: Promise<void>;
}

/** Syncs every connected account, on one replica at a time. */
export class SyncEngine {
  readonly progress = new SyncProgress();
  readonly #holder = randomUUID();
  readonly #workers = new Map<string, RunningWorker>();
  readonly #stop = new AbortController();
  readonly #log: Logger = log.child({ part: 'sync' });
  readonly #guard: LedgerGuard;
  readonly #thread: PageThread;
  #tidiedAt = 0;
  #tidiedPagesAt = 0;
  #leads = false;
  #ended: Promise<void> | null = null;
  #rollUps: RollUps | null = null;
  #rollingUp: Promise<void> | null = null;

  constructor(
    private readonly db: Db,
    private readonly openLedger: () => LedgerCopies,
    private readonly spool: Spool,
  ) {
    this.#guard = new LedgerGuard(db, this.#log);
    this.#thread = new PageThread({
      onFault: (error) => this.#log.error({ err: error }, 'pages are read in the main thread for now'),
    });
  }

  /** Whether this replica is the one that syncs. */
  get leads(): boolean {
    return this.#leads;
  }

  start(): void {
    this.#ended ??= this.#run();
  }

  /** Stops reading; what was stored so far goes on with the next start. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#ended;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      await this.#beat().catch((error: unknown) => this.#log.error({ err: error }, 'sync cannot go on for now'));
      await pause(BEAT_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
    await this.#stopWorkers();
    await this.#guard.settled();
    await this.#rollingUp;
    await releaseLease(this.db, { name: LEASE, holder: this.#holder }).catch(() => undefined);
  }

  async #beat(): Promise<void> {
    // Of every replica: its pages are its own.
    if (Date.now() - this.#tidiedPagesAt >= TIDY_MS) {
      this.#tidiedPagesAt = Date.now();
      await dropOldPages(this.db, this.spool);
    }
    const held = await holdLease(this.db, { name: LEASE, holder: this.#holder, forMs: LEASE_MS });
    const store = this.openLedger();
    this.#guard.look(store, { leads: held, signal: this.#stop.signal });
    if (!held) {
      this.#leads = false;
      await this.#stopWorkers();
      return;
    }
    // Before there is an account: it rehearses until there is.
    this.#thread.start();
    const accounts = await listAccounts(this.db);
    if (!this.#leads) await giveUpOldLoads(this.db, store, new Set(accounts.map(({ account }) => account.domainId)));
    this.#leads = true;
    await this.#follow(accounts, store);
    this.#rollUp(store);
    if (Date.now() - this.#tidiedAt < TIDY_MS) return;
    this.#tidiedAt = Date.now();
    await dropOldVersions(this.db, store);
    await this.#rollUps?.dropOld();
  }

  /** Beside the beats, which hold the lease and must not wait for it. */
  #rollUp(store: Ledger): void {
    this.#rollUps ??= new RollUps(this.db, store);
    this.#rollingUp ??= this.#rollUps
      .make({ signal: this.#stop.signal, reading: this.progress.reading })
      .then(() => undefined)
      .catch((error: unknown) => this.#log.warn({ err: error }, 'sums not made'))
      .finally(() => {
        this.#rollingUp = null;
      });
  }

  /** One worker per account; one with another key or endpoint is a new one. */
  async #follow(accounts: readonly ConnectedAccount[], store: Ledger): Promise<void> {
    const wanted = new Map(accounts.map((entry) => [entry.account.domainId, entry]));
    for (const [domainId, worker] of this.#workers) {
      if (wanted.get(domainId)?.version === worker.version) continue;
      this.#workers.delete(domainId);
      worker.stop.abort();
      await worker.ended;
    }
    for (const [domainId, entry] of wanted) {
      if (this.#workers.has(domainId)) continue;
      const stop = new AbortController();
      const worker = new AccountWorker({
        db: this.db,
        ledger: store,
        spool: this.spool,
        thread: this.#thread,
        clock: businessClock(),
        account: entry.account,
        bss: () => accountClients().open(entry),
        progress: this.progress,
        log: this.#log,
      });
      this.#workers.set(domainId, { version: entry.version, stop, ended: worker.run(stop.signal) });
    }
  }

  async #stopWorkers(): Promise<void> {
    const workers = [...this.#workers.values()];
    this.#workers.clear();
    for (const { stop } of workers) stop.abort();
    await Promise.allSettled(workers.map(({ ended }) => ended));
    await this.#thread.end();
  }
}

// Next bundles pages, routes and the instrumentation apart: module state would start three of them.
const shared = globalThis as typeof globalThis & { suanpanSync?: SyncEngine };

export function startSync(db: Db): void {
  shared.suanpanSync ??= new SyncEngine(db, ledger, new Spool(join(env().SUANPAN_DATA, 'spool')));
  shared.suanpanSync.start();
}

/** The sync of this process; null when it is switched off. */
export const currentSync = (): SyncEngine | null => shared.suanpanSync ?? null;

export async function stopSync(): Promise<void> {
  await shared.suanpanSync?.stop();
}
