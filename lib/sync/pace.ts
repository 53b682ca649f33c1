/** As many as are on their way to the ledger, or of a page or two each, while others are read. */
const MOST_CYCLES = 8;
/** Pages of a list: more than are ever on their way when the upstream answers in time, since the quota paces them. */
const MOST_PAGES = 12;
const LEAST = 1 / 16;

/**
 * How much of an account is read side by side. An upstream that is slow because it is asked too much would be asked as much
 * again after each pause, and nothing would ever come: it is asked half as much after each time that it was away or late,
 * and more again with each cycle that came.
 */
export class Pace {
  #share = 1;

  get cycles(): number {
    return Math.max(1, Math.round(MOST_CYCLES * this.#share));
  }

  get pages(): number {
    return Math.max(1, Math.round(MOST_PAGES * this.#share));
  }

  slower(): void {
    this.#share = Math.max(LEAST, this.#share / 2);
  }

  faster(): void {
    this.#share = Math.min(1, this.#share * 1.5);
  }
}
