import 'server-only';

import { AppError } from '@/lib/http/errors';
import type { Priority } from './priority';
import { realTiming, type Timing } from './resilience/timing';

const RANK: Readonly<Record<Priority, number>> = { pay: 0, live: 1, sync: 2 };

export interface QuotaOptions {
  /** Longest wait before a caller is told to come back later. */
  maxWaitMs?: number;
  /**
   * Longest time that a call is believed to be on its way, or to lie before a gateway that has much to do; a later answer
   * was work. A second is not enough: a gateway without processor time was seen to count calls two seconds late.
   */
  travelMs?: number;
  /** Added to the second, for two clocks that cut off thousandths; each one costs as much of the quota. */
  guardMs?: number;
  timing?: Partial<Timing>;
}

export interface TakeOptions {
  perSecond: number;
  priority: Priority;
  /** Instead of the longest wait of the quota. */
  maxWaitMs?: number;
  signal?: AbortSignal;
}

/** The right to make one call. */
export interface Permit {
  waitedMs: number;
  /** The call leaves now. */
  sent: () => void;
  /** An answer begins, or the call has ended: the service has counted it. One that never left gives its token back at once. */
  done: () => void;
}

interface Token {
  /** When it can be taken again; not before its call has left. */
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
  cancelTimer: () => void;
  /** Since the service throttled us: nothing leaves before `pausedUntil`, and then one call a second more each second. */
  throttled: { pausedUntil: number; strikes: number } | null;
}

const WINDOW_MS = 1000;
/** After a throttled call, at least; the same again at most is added by chance, so that several clients come apart. */
const PAUSE_MS = 1000;
const PAUSE_SPREAD_MS = 4000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * A token bucket per account and operation; one instance serves the whole process. The service counts a call when it
 * arrives, some time between sending and answer, so a token comes back a second after the answer began: counted there, no
 * second ever holds more calls than the quota.
 */
export class Quotas {
  readonly #buckets = new Map<string, Bucket>();
  readonly #maxWaitMs: number;
  readonly #travelMs: number;
  readonly #restMs: number;
  readonly #timing: Timing;

  constructor({ maxWaitMs = 10_000, travelMs = 3000, guardMs = 2, timing }: QuotaOptions = {}) {
    this.#maxWaitMs = maxWaitMs;
    this.#travelMs = travelMs;
    this.#restMs = WINDOW_MS + guardMs;
    this.#timing = { ...realTiming, ...timing };
  }

  /**
   * Waits for a token of `key`. The caller says `done` when its call has ended, however it did.
   * @throws AppError `upstream_throttled` with `retryAfter` when the wait would be too long; the reason of `signal`
   */
  async take(key: string, { perSecond, priority, signal, maxWaitMs = this.#maxWaitMs }: TakeOptions): Promise<Permit> {
    signal?.throwIfAborted();
    const bucket = this.#bucketOf(key, perSecond);
    const now = this.#timing.now();
    settle(bucket, now);
    if (bucket.waiting.length === 0 && bucket.out.size < roomOf(bucket, now)) return this.#permit(bucket);
    const rank = RANK[priority];
    const ahead = bucket.waiting.filter((waiter) => waiter.rank <= rank).length;
    const expected = this.#expectedWait(bucket, ahead);
    if (expected > maxWaitMs) throw tooManyCalls(expected);
    return this.#wait(bucket, { rank, signal, since: now, maxWaitMs });
  }

  /**
   * The service throttled a call of `key`: the bucket of the whole process rests for some seconds, longer each time in
   * a row, then begins with one call a second and regains one each second.
   * @param atLeastMs what the service itself asked for
   * @returns the rest
   */
  throttled(key: string, atLeastMs: number): number {
    const bucket = this.#buckets.get(key);
    if (!bucket) return 0;
    const now = this.#timing.now();
    const rest = (bucket.throttled?.pausedUntil ?? 0) - now;
    // Calls that were on their way together are one sign, not several.
    if (rest > 0) return rest;
    const strikes = bucket.throttled?.strikes ?? 0;
    const drawn = (PAUSE_MS + this.#timing.random() * PAUSE_SPREAD_MS) * 2 ** strikes;
    const pauseMs = Math.max(atLeastMs, Math.min(LONGEST_PAUSE_MS, drawn));
    bucket.throttled = { pausedUntil: now + pauseMs, strikes: Math.min(strikes + 1, 6) };
    this.#arm(bucket);
    return pauseMs;
  }

  /** The service took a call of `key` up, so that throttling, if there was any, is over. */
  accepted(key: string): void {
    const bucket = this.#buckets.get(key);
    if (bucket?.throttled) bucket.throttled.strikes = 0;
  }

  /** How long nothing leaves, at most, of keys that begin with this, ms; 0 unless the service throttled one of them. */
  restMs(begin: string): number {
    const now = this.#timing.now();
    const rests = [...this.#buckets].map(([key, { throttled }]) =>
      key.startsWith(begin) && throttled ? throttled.pausedUntil - now : 0,
    );
    return Math.max(0, ...rests);
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
    const bucket: Bucket = { perSecond, out: new Set(), waiting: [], cancelTimer: () => {}, throttled: null };
    this.#buckets.set(key, bucket);
    return bucket;
  }

  #permit(bucket: Bucket): Permit {
    const token: Token = { backAt: Infinity };
    bucket.out.add(token);
    return {
      waitedMs: 0,
      sent: () => {
        token.backAt = this.#timing.now() + this.#travelMs + this.#restMs;
        this.#arm(bucket);
      },
      done: () => {
        const now = this.#timing.now();
        token.backAt = token.backAt === Infinity ? now : Math.min(token.backAt, now + this.#restMs);
        this.#arm(bucket);
      },
    };
  }

  /** Each token serves one caller a period, so the caller after `ahead` others gets the one at that position. */
  #expectedWait(bucket: Bucket, ahead: number): number {
    const now = this.#timing.now();
    const unsent = now + this.#travelMs + this.#restMs;
    const backs = [...bucket.out].map(({ backAt }) => Math.min(backAt, unsent)).sort((a, b) => a - b);
    const turn = backs[ahead % bucket.perSecond] ?? now;
    const rest = Math.max(0, (bucket.throttled?.pausedUntil ?? 0) - now);
    return Math.max(rest, turn - now) + Math.floor(ahead / bucket.perSecond) * this.#restMs;
  }

  #wait(
    bucket: Bucket,
    { rank, signal, since, maxWaitMs }: { rank: number; signal?: AbortSignal; since: number; maxWaitMs: number },
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
      const cancel = this.#timing.after(maxWaitMs, () => leave(tooManyCalls(WINDOW_MS)));
      const clear = () => {
        cancel();
        signal?.removeEventListener('abort', onAbort);
      };
      const waiter: Waiter = {
        rank,
        serve: (permit) => {
          clear();
          resolve({ ...permit, waitedMs: this.#timing.now() - since });
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      const behind = bucket.waiting.findIndex((other) => other.rank > rank);
      bucket.waiting.splice(behind < 0 ? bucket.waiting.length : behind, 0, waiter);
      this.#arm(bucket);
    });
  }

  /** One timer per bucket, for the next token that comes back or the next that a shrunk bucket regains. */
  #arm(bucket: Bucket): void {
    bucket.cancelTimer();
    bucket.cancelTimer = () => {};
    if (bucket.waiting.length === 0) return;
    const now = this.#timing.now();
    const next = Math.min(...[...bucket.out].map(({ backAt }) => backAt), nextRoomAt(bucket, now));
    if (next === Infinity) return;
    bucket.cancelTimer = this.#timing.after(Math.max(0, Math.ceil(next - now)), () => this.#serve(bucket));
  }

  #serve(bucket: Bucket): void {
    const now = this.#timing.now();
    settle(bucket, now);
    while (bucket.out.size < roomOf(bucket, now)) {
      const waiter = bucket.waiting.shift();
      if (!waiter) break;
      waiter.serve(this.#permit(bucket));
    }
    this.#arm(bucket);
  }
}

/** Calls that may be out at once: none while it rests, then one more each second, up to the quota. */
function roomOf({ perSecond, throttled }: Bucket, now: number): number {
  if (!throttled) return perSecond;
  if (now < throttled.pausedUntil) return 0;
  return Math.min(perSecond, 1 + Math.floor((now - throttled.pausedUntil) / WINDOW_MS));
}

/** When there will be more room than now; never, when there is all of it. */
function nextRoomAt(bucket: Bucket, now: number): number {
  const room = roomOf(bucket, now);
  if (!bucket.throttled || room >= bucket.perSecond) return Infinity;
  return bucket.throttled.pausedUntil + room * WINDOW_MS;
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
