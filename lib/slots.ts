/** The right to be one of a few; given back once, however it ends. */
export type Release = () => void;

interface Waiter {
  serve(release: Release): void;
}

/** At most so many at the same time; the others wait in their order. */
export class Slots {
  #limit: number;
  #used = 0;
  readonly #waiting: Readonly<Record<'first' | 'other', Waiter[]>> = { first: [], other: [] };

  constructor(limit: number) {
    this.#limit = limit;
  }

  get used(): number {
    return this.#used;
  }

  get waiting(): number {
    return this.#waiting.first.length + this.#waiting.other.length;
  }

  set limit(limit: number) {
    this.#limit = limit;
    this.#serve();
  }

  /**
   * @param first goes before those who are not: work that was begun, so that little is half done at a time
   * @throws the reason of `signal`
   */
  async enter(signal?: AbortSignal, { first = false }: { first?: boolean } = {}): Promise<Release> {
    signal?.throwIfAborted();
    if (this.waiting === 0 && this.#used < this.#limit) return this.#slot();
    const line = this.#waiting[first ? 'first' : 'other'];
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        line.splice(line.indexOf(waiter), 1);
        reject(signal?.reason);
      };
      const waiter: Waiter = {
        serve: (release) => {
          signal?.removeEventListener('abort', onAbort);
          resolve(release);
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      line.push(waiter);
    });
  }

  #slot(): Release {
    this.#used += 1;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#used -= 1;
      this.#serve();
    };
  }

  #serve(): void {
    while (this.#used < this.#limit) {
      const waiter = this.#waiting.first.shift() ?? this.#waiting.other.shift();
      if (!waiter) return;
      waiter.serve(this.#slot());
    }
  }
}
