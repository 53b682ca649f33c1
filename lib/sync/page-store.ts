import type { RowBlock } from '@/lib/ledger/ledger';

interface Waiting {
  block: RowBlock;
  stored: () => void;
  failed: (reason: unknown) => void;
}

/**
 * Stores the pages of a list as they come, and what comes while an insert runs with the next one: each insert costs the
 * engine as much as another page. None waits for pages that are still under way, so that a process that is killed has
 * lost what the engine was about to store, and no more: a page is read again when it came within the time of an insert.
 */
export class PageStore {
  readonly #write: (blocks: readonly RowBlock[]) => Promise<void>;
  #waiting: Waiting[] = [];
  #writing = false;

  constructor(write: (blocks: readonly RowBlock[]) => Promise<void>) {
    this.#write = write;
  }

  /** Resolves when the block is on the disk. */
  add(block: RowBlock): Promise<void> {
    return new Promise((stored, failed) => {
      this.#waiting.push({ block, stored, failed });
      this.#next();
    });
  }

  #next(): void {
    if (this.#writing || this.#waiting.length === 0) return;
    const taken = this.#waiting;
    this.#waiting = [];
    this.#writing = true;
    this.#write(taken.map(({ block }) => block))
      .then(
        () => taken.forEach(({ stored }) => stored()),
        (reason: unknown) => taken.forEach(({ failed }) => failed(reason)),
      )
      .finally(() => {
        this.#writing = false;
        this.#next();
      });
  }
}
