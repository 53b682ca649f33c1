/** The right to be one of a few; given back once, however it ends. */
export type Release = () => void;

interface Waiter {
  serve(release: Release): void;
}

/** At most so many at the same time; the others wait in their order. */
export class Slots {
  #limit: number;
  #used = 0;
  #waiting: Waiter[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  get used(): number {
    return this.#used;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  set limit(limit: number) {
    this.#limit = limit;
    this.#serve();
  }

  /** @throws the reason of `signal` */
  async enter(signal?: AbortSignal): Promise<Release> {
    signal?.throwIfAborted();
    if (this.#waiting.length === 0 && this.#used < this.#limit) return this.#slot();
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        this.#waiting = this.#waiting.filter((other) => other !== waiter);
        reject(signal?.reason);
      };
      const waiter: Waiter = {
        serve: (release) => {
          signal?.removeEventListener('abort', onAbort);
          resolve(release);
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#waiting.push(waiter);
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
      const waiter = this.#waiting.shift();
      if (!waiter) return;
      waiter.serve(this.#slot());
    }
  }
}
