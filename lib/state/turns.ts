/** Longest time that work which never waits for anything keeps timers and sockets waiting. */
const LONGEST_MS = 4;

/**
 * Turns of the event loop for work that follows itself in microtasks: many writers in a row would let no timer run. Only
 * for those who have taken long: the few questions of a request would wait for a turn each.
 */
export class Turns {
  #began: number | null = null;

  /** Resolves at once, or after a turn of the event loop when there has been none for {@link LONGEST_MS}. */
  async give(): Promise<void> {
    const now = performance.now();
    if (this.#began === null) {
      this.#began = now;
      setImmediate(() => (this.#began = null));
    } else if (now - this.#began > LONGEST_MS) await new Promise((resolve) => setImmediate(resolve));
  }
}
