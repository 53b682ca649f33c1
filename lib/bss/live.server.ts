import 'server-only';

import { setMaxListeners } from 'node:events';
import { type AppError, isUpstreamDown } from '@/lib/http/errors';

/** A value with its age. */
export interface Live<T> {
  value: T;
  /** ISO instant of the business clock at which the service answered. */
  asOf: string;
  /** The service did not answer just now; this is what it said at `asOf`. */
  stale: boolean;
  /** Why the value is stale. */
  error: AppError | null;
}

export interface LiveReadOptions {
  maxAgeMs: number;
  /** Of this reader only: the others of the same key keep waiting for the shared load. */
  signal?: AbortSignal;
}

export interface LiveCacheBounds {
  maxEntries?: number;
  /** Approximate bytes of all values. */
  maxWeight?: number;
  /** Milliseconds that never go back. */
  monotonic?: () => number;
}

interface Entry {
  value: unknown;
  asOf: string;
  loadedAt: number;
  weight: number;
}

interface Flight {
  result: Promise<Entry>;
  readers: number;
  abort: AbortController;
}

/** Answers of the service kept for a short time, one load per key at a time. Bounded by entries and by weight. */
export class LiveCache {
  readonly #entries = new Map<string, Entry>();
  readonly #flights = new Map<string, Flight>();
  readonly #clock: { now(): Date };
  readonly #maxEntries: number;
  readonly #maxWeight: number;
  readonly #monotonic: () => number;
  #weight = 0;

  /** `clock` is the business clock: moving it makes values old, as time itself does. */
  constructor(clock: { now(): Date }, { maxEntries = 500, maxWeight = 64 * 2 ** 20, monotonic }: LiveCacheBounds = {}) {
    this.#clock = clock;
    this.#maxEntries = maxEntries;
    this.#maxWeight = maxWeight;
    this.#monotonic = monotonic ?? (() => performance.now());
  }

  /**
   * A fresh value, or the result of one shared load, or, when the service is down, the last known value as stale.
   * The key must name everything the value depends on, the account first. `load` gets a signal that is aborted when
   * every reader has left.
   * @throws what `load` throws when no value is known, or when the service answered and refused
   */
  async read<T>(
    key: readonly unknown[],
    options: LiveReadOptions,
    load: (signal: AbortSignal) => Promise<T>,
  ): Promise<Live<T>> {
    const name = JSON.stringify(key);
    const known = this.#entries.get(name);
    if (known && this.#ageOf(known) < options.maxAgeMs) {
      // Re-inserted as the newest, so that the first entry of the map is the least recently read.
      this.#entries.delete(name);
      this.#entries.set(name, known);
      return live<T>(known, null);
    }
    options.signal?.throwIfAborted();
    try {
      return live<T>(await this.#join(name, load, options.signal), null);
    } catch (error) {
      const last = this.#entries.get(name) ?? known;
      if (last && isUpstreamDown(error)) return live<T>(last, error);
      throw error;
    }
  }

  /** Forgets the values of an account, after something in it was changed. */
  forget(first: unknown): void {
    const start = JSON.stringify([first]).slice(0, -1);
    for (const name of [...this.#entries.keys(), ...this.#flights.keys()]) {
      if (name !== `${start}]` && !name.startsWith(`${start},`)) continue;
      this.#drop(name);
      this.#flights.delete(name);
    }
  }

  get size(): { entries: number; weight: number } {
    return { entries: this.#entries.size, weight: this.#weight };
  }

  #join(name: string, load: (signal: AbortSignal) => Promise<unknown>, signal?: AbortSignal): Promise<Entry> {
    const flight = this.#flights.get(name) ?? this.#takeOff(name, load);
    flight.readers += 1;
    const leave = () => {
      flight.readers -= 1;
      if (flight.readers > 0) return;
      // A reader that comes now must not join a load that is being given up.
      if (this.#flights.get(name) === flight) this.#flights.delete(name);
      flight.abort.abort();
    };
    if (!signal) return flight.result;
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        leave();
        reject(signal.reason);
      };
      signal.addEventListener('abort', onAbort, { once: true });
      flight.result.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
    });
  }

  #takeOff(name: string, load: (signal: AbortSignal) => Promise<unknown>): Flight {
    const abort = new AbortController();
    // One load asks for many pages at once, each of which listens.
    setMaxListeners(0, abort.signal);
    const flight: Flight = {
      readers: 0,
      abort,
      result: (async () => load(abort.signal))().then((value) => this.#keep(name, flight, value)),
    };
    this.#flights.set(name, flight);
    const land = () => {
      if (this.#flights.get(name) === flight) this.#flights.delete(name);
    };
    // Every reader may have left before the load fails; and what a failed load still asks for is wanted by nobody.
    flight.result.then(land, () => {
      land();
      abort.abort();
    });
    return flight;
  }

  #keep(name: string, flight: Flight, value: unknown): Entry {
    const entry = {
      value,
      asOf: this.#clock.now().toISOString(),
      loadedAt: this.#monotonic(),
      weight: 2 * name.length + weigh(value),
    };
    // Forgotten while it was loading: good for its readers, not for later ones.
    if (this.#flights.get(name) !== flight) return entry;
    this.#drop(name);
    if (entry.weight > this.#maxWeight) return entry;
    this.#entries.set(name, entry);
    this.#weight += entry.weight;
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#maxEntries && this.#weight <= this.#maxWeight) break;
      this.#drop(oldest);
    }
    return entry;
  }

  #drop(name: string): void {
    const entry = this.#entries.get(name);
    if (!entry) return;
    this.#entries.delete(name);
    this.#weight -= entry.weight;
  }

  #ageOf(entry: Entry): number {
    const business = Math.abs(this.#clock.now().getTime() - Date.parse(entry.asOf));
    return Math.max(this.#monotonic() - entry.loadedAt, business);
  }
}

const live = <T>(entry: Entry, error: AppError | null): Live<T> => ({
  // The key names the load, and with it the type of what it gave.
  value: entry.value as T,
  asOf: entry.asOf,
  stale: error !== null,
  error,
});

const SAMPLE = 8;

/** Rough bytes of a JSON-like value; long arrays are weighed by a few of their members. */
function weigh(value: unknown): number {
  if (typeof value === 'string') return 16 + 2 * value.length;
  if (typeof value !== 'object' || value === null) return 8;
  if (!Array.isArray(value))
    return Object.values(value).reduce<number>((total, member) => total + 16 + weigh(member), 16);
  const step = Math.max(1, Math.floor(value.length / SAMPLE));
  let sampled = 0;
  let weight = 0;
  for (let index = 0; index < value.length; index += step) {
    sampled += 1;
    weight += 8 + weigh(value[index]);
  }
  return 16 + (sampled ? Math.ceil((weight / sampled) * value.length) : 0);
}
