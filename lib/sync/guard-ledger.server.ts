import 'server-only';

import { setTimeout as pause } from 'node:timers/promises';
import { isDamage } from '@/lib/ledger/faults';
import type { LedgerCopies } from '@/lib/ledger/ledger';
import { scanVersion } from '@/lib/ledger/stored-version.server';
import type { Logger } from '@/lib/log.server';
import type { Db } from '@/lib/state/schema';
import { forgetRollups, isDamaged, listVersions, markDamaged } from '@/lib/state/versions.server';

/** Between two versions, when nobody waits for it. */
const REST_MS = 250;

/**
 * Finds published versions with lines that cannot be read: after each start of the ledger, and at once when a question
 * met such lines. They are not shown any more, and read again; without, every page that needs one would fail for ever.
 * Lines that are missing altogether are not looked for here: an empty ledger may be the wrong one.
 */
export class LedgerGuard {
  readonly #db: Db;
  readonly #log: Logger;
  #lookedSince: string | null = null;
  #metAt = 0;
  #looking: Promise<void> | null = null;

  constructor(db: Db, log: Logger) {
    this.#db = db;
    this.#log = log;
  }

  /**
   * Begins a scan when one is due, without waiting for it; called every few seconds.
   * @param leads whether this replica looks after the ledger, and not only after its own questions
   */
  look(ledger: LedgerCopies, { leads, signal }: { leads: boolean; signal: AbortSignal }): void {
    const { state, since } = ledger.status();
    if (state !== 'ready' || this.#looking) return;
    const met = ledger.damageMet() ?? 0;
    const urgent = met > this.#metAt;
    if (!urgent && (!leads || since === this.#lookedSince)) return;
    this.#metAt = met;
    this.#lookedSince = since;
    this.#looking = this.scan(ledger, { restMs: urgent ? 0 : REST_MS, signal })
      .then(async (damaged) => {
        if (!urgent || damaged.length > 0) return;
        // Every line can be read: then it was a sum that was made of them.
        await forgetRollups(this.#db);
        this.#log.error('sums of the ledger are damaged; they are made again');
      })
      .catch((error: unknown) => {
        this.#lookedSince = null;
        if (!signal.aborted)
          this.#log.warn({ err: error }, 'the ledger could not be looked through; it is tried again');
      })
      .finally(() => {
        this.#looking = null;
      });
  }

  /** Resolves when no scan is under way. */
  async settled(): Promise<void> {
    await this.#looking;
  }

  /** Reads every column of every published version, the newest first. @returns those that are damaged */
  async scan(ledger: LedgerCopies, { restMs, signal }: { restMs: number; signal: AbortSignal }): Promise<number[]> {
    const damaged: number[] = [];
    for (const row of (await listVersions(this.#db, 'published')).reverse()) {
      if (isDamaged(row)) continue;
      if (!(await this.#canRead(ledger, row.version, signal))) {
        await markDamaged(this.#db, row.version);
        damaged.push(row.version);
        const { domain_id: account, cycle, version } = row;
        this.#log.error(
          { account, cycle, version },
          'lines of the ledger are damaged: the month is left out, and read again if the upstream still keeps it',
        );
      }
      if (restMs > 0) await pause(restMs, undefined, { signal, ref: false });
    }
    return damaged;
  }

  /** Asked once: the engine takes seconds to be sure, and a later verification takes it back if it was wrong. */
  async #canRead(ledger: LedgerCopies, version: number, signal: AbortSignal): Promise<boolean> {
    try {
      await scanVersion(ledger, version, signal);
      return true;
    } catch (error) {
      if (isDamage(error)) return false;
      throw error;
    }
  }
}
