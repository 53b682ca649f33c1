import type { LedgerStatus } from './ledger';

/** How the ledger is doing, for those who ask and for those who wait for it to change. */
export class StatusBoard {
  #status: LedgerStatus = { state: 'starting', since: new Date().toISOString(), reason: null };
  readonly #waiting = new Set<() => void>();

  get status(): LedgerStatus {
    return this.#status;
  }

  become(state: LedgerStatus['state'], reason: string | null): void {
    const since = this.#status.state === state ? this.#status.since : new Date().toISOString();
    this.#status = { state, since, reason };
    for (const wake of this.#waiting) wake();
  }

  /** Resolves with the next change, at the latest after `ms`. */
  changed(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.#waiting.add(wake);
    });
  }
}
