import 'server-only';

import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Account } from '@/lib/accounts/account';
import type { BssAccount } from '@/lib/bss/account.server';
import { addCycles, type Cycle, cycleAt, cycleStateAt, earliestCycle } from '@/lib/cycles';
import { readPublished } from '@/lib/ledger/published.server';
import type { Logger } from '@/lib/log.server';
import { listBegunLoads } from '@/lib/state/loads.server';
import {
  answerCycle,
  clearAccountFailure,
  listSyncCycles,
  readSyncHealth,
  saveAccountFailure,
  type SyncCycleRow,
} from '@/lib/state/syncs.server';
import type { LoadDeps } from './begin-load.server';
import { Backlog } from './backlog';
import { learnFrom } from './learn-names.server';
import { loadCycle } from './load-cycle.server';
import { letGoUnreadable } from './let-go.server';
import { cyclesToBegin, type KnownCycle, planCycles } from './plan';
import { MonthVerifier } from './month-verifier.server';
import type { SyncProgress } from './progress';
import { recordFailure } from './record-failure.server';
import { Setbacks } from './setbacks';
import { wishesOf } from './wishes';
import { type Told, toldOf } from './whose-fault';

export interface WorkerDeps extends LoadDeps {
  account: Account;
  /** @throws AppError `upstream_credentials` when the key cannot be read */
  bss(): BssAccount;
  progress: SyncProgress;
  log: Logger;
  /** Told after each version that readers see. */
  onPublished?(): void;
  /** Shorter ones than {@link PAUSES}, for tests. */
  pauses?: Partial<typeof PAUSES>;
}

/** Milliseconds between looks at what is due, and those of {@link Setbacks}. */
const PAUSES = { look: 2000, away: 3000, account: 15_000 };

export const languageOf = ({ site }: Pick<Account, 'site'>) => (site === 'cn' ? 'zh_CN' : 'en_US');

/** Keeps the cycles of one account as they are upstream, until it is told to stop. */
export class AccountWorker {
  readonly #deps: WorkerDeps;
  readonly #pauses: typeof PAUSES;
  readonly #running = new Map<Cycle, Promise<void>>();
  readonly #freshened = new Set<Cycle>();
  readonly #backlog = new Backlog();
  readonly #setbacks: Setbacks;
  readonly #verifier: MonthVerifier;

  constructor(deps: WorkerDeps) {
    this.#deps = deps;
    this.#verifier = new MonthVerifier(deps);
    this.#pauses = { ...PAUSES, ...deps.pauses };
    this.#setbacks = new Setbacks(this.#pauses);
  }

  /** Resolves when `signal` ends it, after what it reads has stopped. */
  async run(signal: AbortSignal): Promise<void> {
    // Every page that is asked for listens.
    setMaxListeners(0, signal);
    while (!signal.aborted) {
      const low = this.#backlog.becomesLow();
      const started = await this.#startDue(signal).catch((error: unknown) => this.#onStoreFault(error));
      if (this.#running.size === 0)
        await this.#verifyOldest(signal).catch((error: unknown) => this.#onStoreFault(error));
      const idle = pause(this.#pauses.look, undefined, { signal }).catch(() => undefined);
      await (this.#running.size > 0 && started !== 'wait'
        ? Promise.race([...this.#running.values(), low, idle])
        : idle);
    }
    await Promise.allSettled(this.#running.values());
  }

  /** Reads everything that is due once; for tests, benchmarks and commands. */
  async runUntilDone(signal: AbortSignal): Promise<void> {
    setMaxListeners(0, signal);
    for (;;) {
      const low = this.#backlog.becomesLow();
      await this.#startDue(signal);
      if (this.#running.size === 0) return;
      await Promise.race([...this.#running.values(), low]);
    }
  }

  async #startDue(signal: AbortSignal): Promise<'wait' | 'started'> {
    const { db, clock, account } = this.#deps;
    const now = clock.now();
    const rows = await letGoUnreadable(db, await listSyncCycles(db, [account.domainId]), now);
    const asked = wishesOf(rows).filter(({ mark }) => !this.#setbacks.isDeferred(mark));
    if (this.#setbacks.pausing && asked.length === 0) return 'wait';
    for (const { cycle, wish, mark } of asked) {
      // One at a time: each reads every line of a month, and pages come first.
      if (wish !== 'verify' || this.#verifier.busy || this.#running.has(cycle)) continue;
      this.#start(cycle, () => this.#verify(cycle, mark, signal));
    }
    const wanted = new Map(asked.flatMap(({ cycle, wish, mark }) => (wish === 'sync' ? [[cycle, mark]] : [])));
    const cycles = await this.#known(rows);
    const planned = planCycles({
      now,
      machineNow: Date.now(),
      cycles,
      freshened: this.#freshened,
      asked: new Set(wanted.keys()),
      running: new Set(this.#running.keys()),
      hasFailed: (cycle) => this.#setbacks.hasFailedAt(cycle),
    });
    // A pause, which may have begun just now, is one of the whole account: only what is asked for is tried in it, once.
    const { pausing } = this.#setbacks;
    const isTried = (cycle: Cycle) => {
      const mark = wanted.get(cycle);
      return mark !== undefined && !this.#setbacks.isDeferred(mark);
    };
    const due = pausing ? planned.filter(({ cycle }) => isTried(cycle)) : planned;
    const room = {
      hasRoom: () => this.#running.size < this.#setbacks.pace.cycles,
      isLow: () => this.#backlog.isLow,
    };
    for (const cycle of cyclesToBegin(due, room)) {
      this.#start(cycle, () => this.#load(cycle, wanted.get(cycle) ?? null, signal));
    }
    return pausing && this.#running.size === 0 ? 'wait' : 'started';
  }

  /** With nothing else to do. */
  async #verifyOldest(signal: AbortSignal): Promise<void> {
    if (this.#setbacks.pausing) return;
    const due = await this.#verifier.due();
    if (due) this.#start(due, () => this.#verify(due, null, signal));
  }

  #start(cycle: Cycle, work: () => Promise<void>): void {
    const ended = work()
      .catch((error: unknown) => this.#onStoreFault(error))
      .then(() => {
        this.#running.delete(cycle);
      });
    this.#running.set(cycle, ended);
  }

  async #known(rows: readonly SyncCycleRow[]): Promise<Map<Cycle, KnownCycle>> {
    const { db, ledger, clock, account } = this.#deps;
    const now = clock.now();
    const span = { from: addCycles(earliestCycle(now), -1), to: addCycles(cycleAt(now), 1) };
    const { whole } = await readPublished(db, ledger, { domainIds: [account.domainId], ...span });
    const known = new Map<Cycle, KnownCycle>();
    for (const row of rows) {
      const syncedAt = row.synced_at === null ? null : Date.parse(row.synced_at);
      const retryAt = row.retry_at === null ? null : Date.parse(row.retry_at);
      known.set(row.cycle as Cycle, { published: null, syncedAt, retryAt });
    }
    // What is not whole any more is read as if it never had been.
    for (const { cycle, cycleState, asOf } of whole) {
      const row = known.get(cycle);
      known.set(cycle, {
        published: cycleState,
        syncedAt: row?.syncedAt ?? Date.parse(asOf),
        retryAt: row?.retryAt ?? null,
      });
    }
    return known;
  }

  /** `mark`: of the request that it answers; null when nobody asked. */
  async #verify(cycle: Cycle, mark: string | null, signal: AbortSignal): Promise<void> {
    const { db, account } = this.#deps;
    const done = await this.#verifier.verify(cycle, signal);
    if (mark === null || signal.aborted) return;
    if (done) return answerCycle(db, { domainId: account.domainId, cycle }, { wish: 'verify', mark });
    this.#setbacks.onAway();
    this.#setbacks.defer(mark);
  }

  async #load(cycle: Cycle, mark: string | null, signal: AbortSignal): Promise<void> {
    const { db, account, progress, log } = this.#deps;
    const { domainId, currency } = account;
    let answered = true;
    const onStart = () => {
      this.#backlog.begin(cycle, { hasFailed: this.#setbacks.hasFailedAt(cycle) });
      progress.begin(domainId, cycle);
    };
    // From now on, not from when it is known whether an earlier load can be gone on with.
    onStart();
    const started = performance.now();
    try {
      const bss = this.#deps.bss();
      const begun = await listBegunLoads(db);
      const resume = begun.findLast((load) => load.domainId === domainId && load.cycle === cycle)?.version ?? null;
      const loaded = await loadCycle(this.#deps, {
        bss,
        domainId,
        currency,
        cycle,
        resume,
        pages: this.#setbacks.pace.pages,
        call: { priority: 'sync', language: languageOf(account), signal },
        progress: {
          onStart,
          onList: (list) => {
            progress.list(domainId, cycle, list);
            this.#backlog.list(cycle, list);
          },
          onPage: (list, rows) => {
            progress.page(domainId, cycle, rows);
            this.#backlog.page(cycle, list);
          },
        },
      });
      this.#freshened.add(cycle);
      await this.#onWell(cycle);
      const { version, outcome, differences, names } = loaded;
      log.info(
        {
          account: domainId,
          cycle,
          version,
          outcome,
          offBy: differences.length,
          ms: Math.round(performance.now() - started),
        },
        'cycle synced',
      );
      if (outcome === 'published') this.#deps.onPublished?.();
      const isNewest = cycleStateAt(cycle, this.#deps.clock.now()) === 'open';
      // Names are a courtesy: without them the cycle is published all the same, and the next one tries again.
      await learnFrom({ ...this.#deps, bss: () => bss }, { account, cycle, version, names, isNewest, signal }).catch(
        (error: unknown) => {
          if (!signal.aborted) log.warn({ err: error, account: domainId, cycle }, 'names not learnt');
        },
      );
    } catch (error) {
      if (signal.aborted) return;
      const whose = await this.#onFailure(cycle, error, { isAsked: mark !== null });
      if (whose !== 'cycle' && mark !== null) {
        this.#setbacks.defer(mark);
        answered = false;
      }
    } finally {
      this.#backlog.end(cycle);
      progress.end(domainId, cycle);
      if (mark !== null && answered && !signal.aborted) {
        await answerCycle(db, { domainId, cycle }, { wish: 'sync', mark });
      }
    }
  }

  async #onWell(cycle: Cycle): Promise<void> {
    this.#setbacks.onWell(cycle);
    const { db, account } = this.#deps;
    if ((await readSyncHealth(db, [account.domainId])).size > 0) await clearAccountFailure(db, account.domainId);
  }

  async #onFailure(cycle: Cycle, error: unknown, { isAsked }: { isAsked: boolean }): Promise<Told['whose']> {
    const { db, account, log } = this.#deps;
    const { domainId } = account;
    const { code, detail, whose } = toldOf(error);
    log.warn({ err: error, account: domainId, cycle, code }, 'cycle not synced');
    if (whose === 'cycle') {
      await recordFailure(db, { domainId, cycle }, { code, detail, isAsked });
      return whose;
    }
    const retryAt = new Date(this.#setbacks.onFailure(cycle, { code, whose })).toISOString();
    await saveAccountFailure(db, domainId, { code, detail, retryAt });
    return whose;
  }

  /** State does not answer: nothing can be recorded, so it is tried again in a while. */
  #onStoreFault(error: unknown): 'wait' {
    this.#deps.log.error({ err: error, account: this.#deps.account.domainId }, 'sync cannot go on for now');
    this.#setbacks.onAway();
    return 'wait';
  }
}
