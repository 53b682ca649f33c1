import 'server-only';

import { AppError } from '@/lib/http/errors';

/** Who goes first: a payment, a page that somebody waits for, the nightly sync. */
export type Priority = 'pay' | 'live' | 'sync';
const RANK: Readonly<Record<Priority, number>> = { pay: 0, live: 1, sync: 2 };

export interface QuotaOptions {
  /** Longest wait before a caller is told to come back later. */
  maxWaitMs?: number;
  /**
   * How much later than a second after it was taken a token comes back. The service counts when a call arrives, and
   * calls travel for different times; without this two calls a second apart here can be closer there.
   */
  guardMs?: number;
  /** Milliseconds that never go back. */
  monotonic?: () => number;
}

export interface TakeOptions {
  perSecond: number;
  priority: Priority;
  signal?: AbortSignal;
}

interface Waiter {
  rank: number;
  since: number;
  /** Hands over the token. */
  serve: () => void;
}

interface Bucket {
  /** When each token that is out comes back, soonest first. */
  returns: number[];
  waiting: Waiter[];
  timer: NodeJS.Timeout | undefined;
}

const WINDOW_MS = 1000;

/** A token bucket per account and operation; one instance serves the whole process. */
export class Quotas {
  readonly #buckets = new Map<string, Bucket>();
  readonly #maxWaitMs: number;
  readonly #periodMs: number;
  readonly #now: () => number;

  constructor({ maxWaitMs = 10_000, guardMs = 100, monotonic }: QuotaOptions = {}) {
    this.#maxWaitMs = maxWaitMs;
    this.#periodMs = WINDOW_MS + guardMs;
    this.#now = monotonic ?? (() => performance.now());
  }

  /**
   * Waits for a token of `key`, at most `perSecond` of which are given in any second.
   * @returns the milliseconds waited
   * @throws AppError `upstream_throttled` with `retryAfter` when the wait would be too long; the reason of `signal`
   */
  async take(key: string, { perSecond, priority, signal }: TakeOptions): Promise<number> {
    signal?.throwIfAborted();
    const bucket = this.#bucketOf(key);
    const now = this.#now();
    this.#settle(bucket, now);
    if (bucket.waiting.length === 0 && bucket.returns.length < perSecond) {
      bucket.returns.push(now + this.#periodMs);
      return 0;
    }
    const rank = RANK[priority];
    const ahead = bucket.waiting.filter((waiter) => waiter.rank <= rank).length;
    const expected = this.#waitFor(bucket, ahead, { perSecond, now });
    if (expected > this.#maxWaitMs) throw tooManyCalls(expected);
    await this.#wait(bucket, { rank, perSecond, signal, since: now });
    return this.#now() - now;
  }

  /** Callers waiting now, over all operations. */
  get waiting(): number {
    let total = 0;
    for (const bucket of this.#buckets.values()) total += bucket.waiting.length;
    return total;
  }

  #bucketOf(key: string): Bucket {
    let bucket = this.#buckets.get(key);
    if (!bucket) {
      bucket = { returns: [], waiting: [], timer: undefined };
      this.#buckets.set(key, bucket);
    }
    return bucket;
  }

  /** Takes back the tokens whose time has come. */
  #settle(bucket: Bucket, now: number): void {
    let back = 0;
    while (back < bucket.returns.length && (bucket.returns[back] ?? Infinity) <= now) back += 1;
    bucket.returns.splice(0, back);
  }

  /** Each token comes back once a period, so the caller after `ahead` others gets the one at that position. */
  #waitFor(bucket: Bucket, ahead: number, { perSecond, now }: { perSecond: number; now: number }): number {
    const free = perSecond - bucket.returns.length;
    if (ahead < free) return 0;
    const position = ahead - free;
    const turn = bucket.returns.length || perSecond;
    const first = bucket.returns[position % turn] ?? now;
    return first - now + Math.floor(position / turn) * this.#periodMs;
  }

  #wait(
    bucket: Bucket,
    {
      rank,
      perSecond,
      signal,
      since,
    }: { rank: number; perSecond: number; signal: AbortSignal | undefined; since: number },
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (reason: unknown) => {
        const index = bucket.waiting.indexOf(waiter);
        if (index >= 0) bucket.waiting.splice(index, 1);
        clear();
        reject(reason);
        this.#arm(bucket, perSecond);
      };
      const onAbort = () => leave(signal?.reason);
      // Callers with a better priority may have come in between, so the expectation was not a promise.
      const patience = setTimeout(() => leave(tooManyCalls(WINDOW_MS)), this.#maxWaitMs);
      const clear = () => {
        clearTimeout(patience);
        signal?.removeEventListener('abort', onAbort);
      };
      const waiter: Waiter = {
        rank,
        since,
        serve: () => {
          clear();
          resolve();
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      const behind = bucket.waiting.findIndex((other) => other.rank > rank);
      bucket.waiting.splice(behind < 0 ? bucket.waiting.length : behind, 0, waiter);
      this.#arm(bucket, perSecond);
    });
  }

  /** One timer per bucket, for the next token that comes back. */
  #arm(bucket: Bucket, perSecond: number): void {
    clearTimeout(bucket.timer);
    bucket.timer = undefined;
    const [next] = bucket.returns;
    if (bucket.waiting.length === 0 || next === undefined) return;
    bucket.timer = setTimeout(() => this.#serve(bucket, perSecond), Math.max(0, Math.ceil(next - this.#now())));
  }

  #serve(bucket: Bucket, perSecond: number): void {
    const now = this.#now();
    this.#settle(bucket, now);
    while (bucket.returns.length < perSecond) {
      const waiter = bucket.waiting.shift();
      if (!waiter) break;
      bucket.returns.push(now + this.#periodMs);
      waiter.serve();
    }
    this.#arm(bucket, perSecond);
  }
}

const tooManyCalls = (waitMs: number) =>
  new AppError(
    'upstream_throttled',
    'Too many questions to the billing service are waiting already. Try again in a moment.',
    { retryAfter: Math.max(1, Math.ceil(waitMs / 1000)) },
  );
