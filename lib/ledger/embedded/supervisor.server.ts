import 'server-only';

import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@/lib/log.server';
import { metrics } from '@/lib/metrics.server';
import type { LedgerStatus } from '../ledger';
import { StatusBoard } from '../status';
import { type EngineAddress, type EngineOptions, EngineProcess } from './process.server';
import { startOrRebuild } from './rebuild.server';
import { restAfter } from './rest';

const PULSE_MS = 2000;
const PULSE_PATIENCE_MS = 3000;
/** An engine that was asked so often in a row, kept silent and did nothing meanwhile is stuck. */
const MISSED_PULSES = 2;
/** One that works, on a machine that has more to do than it can, is given longer. */
const MISSED_PULSES_AT_WORK = 10;
/** Processor time, in ticks, that even a stopped engine may be told to have used. */
const NO_WORK = 2;

/** The embedded engine as a child process: started, watched, started again when it dies or is stuck, ended with the portal. */
export class EmbeddedEngine {
  readonly #options: EngineOptions;
  readonly #log: Logger;
  readonly #board = new StatusBoard();
  #running: EngineProcess | null = null;
  #starting: Promise<void> | null = null;
  readonly #stop = new AbortController();

  constructor({ log, ...options }: EngineOptions & { log: Logger }) {
    this.#options = options;
    this.#log = log;
  }

  /** Starts it and watches over it. @throws Error with a line for an administrator when it does not start */
  async start(): Promise<void> {
    await this.#launch();
    void this.#watchOver();
  }

  /** The same for somebody who cannot wait: a start that fails is told in `status`, and tried again. */
  keep(): void {
    void this.#watchOver();
  }

  get address(): EngineAddress | null {
    return this.#running?.address ?? null;
  }

  get status(): LedgerStatus {
    return this.#board.status;
  }

  get pid(): number | null {
    return this.#running?.pid ?? null;
  }

  /** Resolves when the status changes, at the latest after `ms`. */
  settled(ms: number): Promise<void> {
    return this.#board.changed(ms);
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#starting?.catch(() => undefined);
    await this.#running?.stop();
    this.#running = null;
  }

  async #watchOver(): Promise<void> {
    let rest = 0;
    while (!this.#stop.signal.aborted) {
      const since = performance.now();
      try {
        if (!this.#running) await this.#launch();
        await this.#untilEnd();
      } catch (error) {
        this.#fail(error instanceof Error ? error.message : String(error));
      }
      rest = restAfter(rest, performance.now() - since);
      await pause(rest, undefined, { signal: this.#stop.signal }).catch(() => undefined);
    }
  }

  async #launch(): Promise<void> {
    const started = performance.now();
    const start = () => EngineProcess.start(this.#options, (line) => this.#log.warn({ line }, 'ledger engine says'));
    const { folder, asIs = false } = this.#options;
    const isOver = () => this.#stop.signal.aborted;
    const starting = asIs ? start() : startOrRebuild({ folder, start, log: this.#log, isOver });
    this.#starting = starting.then(async (engine) => {
      if (this.#stop.signal.aborted) {
        engine.kill();
        await engine.exited;
        return;
      }
      this.#running = engine;
      this.#board.become('ready', null);
      metrics().ledgerUp.set(1);
      this.#log.info({ pid: engine.pid, ms: Math.round(performance.now() - started) }, 'ledger engine ready');
    });
    await this.#starting;
  }

  async #untilEnd(): Promise<void> {
    const engine = this.#running;
    if (!engine) return;
    let over = false;
    const ended = engine.exited.finally(() => (over = true));
    let missed = 0;
    let idle = 0;
    while (!over) {
      if (missed === 0) await Promise.race([ended, pause(PULSE_MS, undefined, { ref: false })]);
      if (over) break;
      const before = engine.workDone();
      const answered = await engine.answers(PULSE_PATIENCE_MS);
      missed = answered ? 0 : missed + 1;
      idle = answered || worked(before, engine.workDone()) ? 0 : idle + 1;
      if ((idle < MISSED_PULSES && missed < MISSED_PULSES_AT_WORK) || over) continue;
      this.#log.error({ pid: engine.pid }, 'ledger engine is stuck; it is killed');
      engine.kill();
      await ended;
    }
    this.#running = null;
    if (this.#stop.signal.aborted) return;
    metrics().ledgerRestarts.inc();
    throw new Error(await ended);
  }

  #fail(reason: string): void {
    if (this.#stop.signal.aborted) return;
    this.#board.become('down', reason);
    metrics().ledgerUp.set(0);
    this.#log.error({ reason }, 'ledger engine is down; it is started again');
  }
}

const worked = (before: number | null, after: number | null): boolean =>
  before !== null && after !== null && after - before > NO_WORK;
