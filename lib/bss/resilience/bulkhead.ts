import { type Release, Slots } from '@/lib/slots';

/**
 * How many calls of one operation and account may be on their way at once. A slow operation fills its own places and
 * nobody else's, so it cannot take all the sockets.
 */
export class Bulkhead {
  readonly #limit: number;
  readonly #slots = new Map<string, Slots>();

  constructor(limit = 8) {
    this.#limit = limit;
  }

  /** @throws the reason of `signal` */
  enter(key: string, signal?: AbortSignal): Promise<Release> {
    let slots = this.#slots.get(key);
    if (!slots) {
      slots = new Slots(this.#limit);
      this.#slots.set(key, slots);
    }
    return slots.enter(signal);
  }

  /** Calls on their way now, and callers that wait for a place. */
  get load(): { used: number; waiting: number } {
    let [used, waiting] = [0, 0];
    for (const slots of this.#slots.values()) {
      used += slots.used;
      waiting += slots.waiting;
    }
    return { used, waiting };
  }
}
