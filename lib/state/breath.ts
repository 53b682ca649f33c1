/** Longest time that work which never waits for anything keeps timers and sockets waiting. */
const LONGEST_MS = 4;

/**
 * Turns of the event loop for work that follows itself in microtasks: many writers in a row would let no timer run. Only
 * those who have taken long wait for one; the few questions of a request would otherwise wait for one each.
 */
export class Breath {
  /** When the work of this turn began, milliseconds; null before any has. */
  #began: number | null = null;

  /** Resolves at once, or after a turn of the event loop when there has been none for {@link LONGEST_MS}. */
  async take(): Promise<void> {
    const now = performance.now();
    if (this.#began === null) {
      this.#began = now;
      setImmediate(() => (this.#began = null));
    } else if (now - this.#began > LONGEST_MS) await new Promise((resolve) => setImmediate(resolve));
  }
}
