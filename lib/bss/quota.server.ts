import 'server-only';

import { AppError } from '@/lib/http/errors';

/** Who goes first: a payment, a page that somebody waits for, the nightly sync. */
export type Priority = 'pay' | 'live' | 'sync';
const RANK: Readonly<Record<Priority, number>> = { pay: 0, live: 1, sync: 2 };

export interface QuotaOptions {
  /** Longest wait before a caller is told to come back later. */
  maxWaitMs?: number;
  /** Longest time that a call is believed to be on its way; a later answer was work, not travel. */
  travelMs?: number;
  /** Added to the second, for clocks and timers that are not exact. */
  guardMs?: number;
  /** Milliseconds that never go back. */
  monotonic?: () => number;
}

export interface TakeOptions {
  perSecond: number;
  priority: Priority;
  signal?: AbortSignal;
}

/** The right to make one call. */
export interface Permit {
  waitedMs: number;
  /** The call has ended, so the service has counted it by now. */
  done: () => void;
}

interface Token {
  /** When it can be taken again. */
  backAt: number;
}

interface Waiter {
  rank: number;
  serve: (permit: Permit) => void;
}

interface Bucket {
  perSecond: number;
  out: Set<Token>;
  waiting: Waiter[];
  timer: NodeJS.Timeout | undefined;
}

const WINDOW_MS = 1000;

/**
 * A token bucket per account and operation; one instance serves the whole process. The service counts a call when it
 * arrives, some time between sending and answer, so a token comes back a second after the answer: counted there, no
 * second ever holds more calls than the quota.
 */
export class Quotas {
  readonly #buckets = new Map<string, Bucket>();
  readonly #maxWaitMs: number;
  readonly #travelMs: number;
  readonly #restMs: number;
  readonly #now: () => number;

  constructor({ maxWaitMs = 10_000, travelMs = 1000, guardMs = 20, monotonic }: QuotaOptions = {}) {
    this.#maxWaitMs = maxWaitMs;
    this.#travelMs = travelMs;
    this.#restMs = WINDOW_MS + guardMs;
    this.#now = monotonic ?? (() => performance.now());
  }

  /**
   * Waits for a token of `key`. The caller says `done` when its call has ended, however it did.
   * @throws AppError `upstream_throttled` with `retryAfter` when the wait would be too long; the reason of `signal`
   */
  async take(key: string, { perSecond, priority, signal }: TakeOptions): Promise<Permit> {
    signal?.throwIfAborted();
    const bucket = this.#bucketOf(key, perSecond);
    const now = this.#now();
    settle(bucket, now);
    if (bucket.waiting.length === 0 && bucket.out.size < perSecond) return this.#permit(bucket, now);
    const rank = RANK[priority];
    const ahead = bucket.waiting.filter((waiter) => waiter.rank <= rank).length;
    const expected = this.#expectedWait(bucket, ahead);
    if (expected > this.#maxWaitMs) throw tooManyCalls(expected);
    return this.#wait(bucket, { rank, signal, since: now });
  }

  /** Callers waiting now, over all operations. */
  get waiting(): number {
    let total = 0;
    for (const bucket of this.#buckets.values()) total += bucket.waiting.length;
    return total;
  }

  #bucketOf(key: string, perSecond: number): Bucket {
    const known = this.#buckets.get(key);
    if (known) return known;
    const bucket: Bucket = { perSecond, out: new Set(), waiting: [], timer: undefined };
    this.#buckets.set(key, bucket);
    return bucket;
  }

  #permit(bucket: Bucket, takenAt: number): Permit {
    const token: Token = { backAt: takenAt + this.#travelMs + this.#restMs };
    bucket.out.add(token);
    return {
      waitedMs: 0,
      done: () => {
        token.backAt = Math.min(token.backAt, this.#now() + this.#restMs);
        this.#arm(bucket);
      },
    };
  }

  /** Each token serves one caller a period, so the caller after `ahead` others gets the one at that position. */
  #expectedWait(bucket: Bucket, ahead: number): number {
    const backs = [...bucket.out].map(({ backAt }) => backAt).sort((a, b) => a - b);
    const turn = backs[ahead % bucket.perSecond] ?? this.#now();
    return turn - this.#now() + Math.floor(ahead / bucket.perSecond) * this.#restMs;
  }

  #wait(
    bucket: Bucket,
    { rank, signal, since }: { rank: number; signal: AbortSignal | undefined; since: number },
  ): Promise<Permit> {
    return new Promise((resolve, reject) => {
      const leave = (reason: unknown) => {
        bucket.waiting = bucket.waiting.filter((other) => other !== waiter);
        clear();
        reject(reason);
        this.#arm(bucket);
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
        serve: (permit) => {
          clear();
          resolve({ ...permit, waitedMs: this.#now() - since });
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      const behind = bucket.waiting.findIndex((other) => other.rank > rank);
      bucket.waiting.splice(behind < 0 ? bucket.waiting.length : behind, 0, waiter);
      this.#arm(bucket);
    });
  }

  /** One timer per bucket, for the next token that comes back. */
  #arm(bucket: Bucket): void {
    clearTimeout(bucket.timer);
    bucket.timer = undefined;
    if (bucket.waiting.length === 0) return;
    const next = Math.min(...[...bucket.out].map(({ backAt }) => backAt));
    bucket.timer = setTimeout(() => this.#serve(bucket), Math.max(0, Math.ceil(next - this.#now())));
  }

  #serve(bucket: Bucket): void {
    settle(bucket, this.#now());
    while (bucket.out.size < bucket.perSecond) {
      const waiter = bucket.waiting.shift();
      if (!waiter) break;
      waiter.serve(this.#permit(bucket, this.#now()));
    }
    this.#arm(bucket);
  }
}

/** Takes back the tokens whose time has come. */
function settle(bucket: Bucket, now: number): void {
  for (const token of bucket.out) if (token.backAt <= now) bucket.out.delete(token);
}

const tooManyCalls = (waitMs: number) =>
  new AppError(
    'upstream_throttled',
    'Too many questions to the billing service are waiting already. Try again in a moment.',
    { retryAfter: Math.max(1, Math.ceil(waitMs / 1000)) },
  );
