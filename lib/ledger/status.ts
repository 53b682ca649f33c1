import type { LedgerStatus } from './ledger';

/** How the ledger is doing, for those who ask and for those who wait for it to change. */
export class StatusBoard {
  #status: LedgerStatus = { state: 'starting', since: new Date().toISOString(), reason: null, epoch: 0 };
  readonly #waiting = new Set<() => void>();

  get status(): LedgerStatus {
    return this.#status;
  }

  become(state: LedgerStatus['state'], reason: string | null): void {
    const same = this.#status.state === state;
    const since = same ? this.#status.since : new Date().toISOString();
    this.#status = { state, since, reason, epoch: this.#status.epoch + (same ? 0 : 1) };
    for (const wake of this.#waiting) wake();
  }

  /** Nothing is known any more of what the ledger holds. */
  countAgain(): void {
    this.#status = { ...this.#status, epoch: this.#status.epoch + 1 };
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
