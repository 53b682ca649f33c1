interface Waiting<In, Out> {
  item: In;
  done: (result: Out) => void;
  failed: (reason: unknown) => void;
}

/**
 * Does things together that cost as much together as each alone: the first at once, and what comes while it is done with
 * the next turn. What fails, fails for all of its turn.
 */
export class Gather<In, Out> {
  readonly #work: (items: readonly In[]) => Promise<readonly Out[]>;
  readonly #most: number;
  readonly #pauseMs: number;
  #waiting: Waiting<In, Out>[] = [];
  #working = false;

  /**
   * @param work gives one result for each item, in their order
   * @param limits `most` items of a turn; after a turn `pauseMs` go by, so that there is more to be done together
   */
  constructor(
    work: (items: readonly In[]) => Promise<readonly Out[]>,
    { most = Infinity, pauseMs = 0 }: { most?: number; pauseMs?: number } = {},
  ) {
    this.#work = work;
    this.#most = most;
    this.#pauseMs = pauseMs;
  }

  add(item: In): Promise<Out> {
    return new Promise((done, failed) => {
      this.#waiting.push({ item, done, failed });
      this.#next();
    });
  }

  #next(): void {
    if (this.#working || this.#waiting.length === 0) return;
    const taken = this.#waiting.splice(0, this.#most);
    this.#working = true;
    // Begins at once, and a work that throws instead of failing fails as well.
    new Promise<readonly Out[]>((resolve) => resolve(this.#work(taken.map(({ item }) => item))))
      .then(
        (results) => taken.forEach(({ done }, index) => done(results[index] as Out)),
        (reason: unknown) => taken.forEach(({ failed }) => failed(reason)),
      )
      .finally(() => {
        if (this.#pauseMs > 0) setTimeout(() => this.#again(), this.#pauseMs);
        else this.#again();
      });
  }

  #again(): void {
    this.#working = false;
    this.#next();
  }
}
