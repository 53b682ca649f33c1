/** Characters of all answers that are kept, and of one of them. */
const MOST = 16_000_000;
const LONGEST = 1_000_000;

interface Asked {
  answer: Promise<string>;
  /** Ends the question when nobody waits for it any more. */
  ended: AbortController;
  waiting: number;
}

/**
 * Texts of answers that cannot change, since the question names the versions that it is about. Whoever asks the same at the
 * same time shares one question; the answer that was wanted longest ago goes first.
 */
export class Answers {
  readonly #kept = new Map<string, string>();
  readonly #asked = new Map<string, Asked>();
  #size = 0;

  /**
   * @param signal of one reader: the others still get the answer
   * @throws what `ask` throws; that is not kept
   */
  async get(key: string, ask: (signal: AbortSignal) => Promise<string>, signal?: AbortSignal): Promise<string> {
    signal?.throwIfAborted();
    const kept = this.#kept.get(key);
    if (kept === undefined) return this.#wait(key, this.#asked.get(key) ?? this.#begin(key, ask), signal);
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    return kept;
  }

  #begin(key: string, ask: (signal: AbortSignal) => Promise<string>): Asked {
    const ended = new AbortController();
    const asked: Asked = { answer: ask(ended.signal), ended, waiting: 0 };
    this.#asked.set(key, asked);
    const forget = () => {
      if (this.#asked.get(key) === asked) this.#asked.delete(key);
    };
    asked.answer
      .then((text) => this.#keep(key, text))
      .catch(() => undefined)
      .finally(forget);
    return asked;
  }

  async #wait(key: string, asked: Asked, signal?: AbortSignal): Promise<string> {
    asked.waiting += 1;
    let leave = () => {};
    const left = new Promise<never>((_, reject) => {
      leave = () => reject(signal?.reason as Error);
    });
    signal?.addEventListener('abort', leave, { once: true });
    try {
      return await Promise.race([asked.answer, left]);
    } finally {
      signal?.removeEventListener('abort', leave);
      asked.waiting -= 1;
      if (asked.waiting === 0 && signal?.aborted) {
        // Who comes now asks anew.
        if (this.#asked.get(key) === asked) this.#asked.delete(key);
        asked.ended.abort(signal.reason);
      }
    }
  }

  #keep(key: string, text: string): void {
    const size = key.length + text.length;
    // One that was given up may still have been answered, beside the one that was asked after it.
    if (size > LONGEST || this.#kept.has(key)) return;
    this.#kept.set(key, text);
    this.#size += size;
    for (const [oldest, old] of this.#kept) {
      if (this.#size <= MOST) return;
      this.#kept.delete(oldest);
      this.#size -= oldest.length + old.length;
    }
  }
}
