import type { RowBlock } from '@/lib/ledger/ledger';

/** How long a page waits for others to be stored with: those of one second of the quota come close together. */
const GATHER_MS = 150;

interface Waiting {
  block: RowBlock;
  stored: () => void;
  failed: (reason: unknown) => void;
}

/**
 * Stores the pages of a list, several at once: each insert costs the engine as much as another page, and waits for the
 * disk. A page waits for others that arrive at the same time, and for none when no more are under way; what comes while
 * an insert runs goes with the next one. So a process that is killed has lost what it read in the last moment, which is
 * what was under way to it anyway.
 */
export class PageStore {
  readonly #write: (blocks: readonly RowBlock[]) => Promise<void>;
  #waiting: Waiting[] = [];
  #underWay = 0;
  #writing = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(write: (blocks: readonly RowBlock[]) => Promise<void>) {
    this.#write = write;
  }

  /** Reads a page; others wait for it a little. */
  async expect<T>(read: () => Promise<T>): Promise<T> {
    this.#underWay += 1;
    try {
      return await read();
    } finally {
      this.#underWay -= 1;
      // After its reader had the chance to add it.
      if (this.#underWay === 0) setImmediate(() => this.#flushWhenLast());
    }
  }

  /** Resolves when the block is on the disk. */
  add(block: RowBlock): Promise<void> {
    return new Promise((stored, failed) => {
      this.#waiting.push({ block, stored, failed });
      this.#timer ??= setTimeout(() => this.#flush(), GATHER_MS);
    });
  }

  #flushWhenLast(): void {
    if (this.#underWay === 0) this.#flush();
  }

  #flush(): void {
    if (this.#writing || this.#waiting.length === 0) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
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
        this.#flush();
      });
  }
}
