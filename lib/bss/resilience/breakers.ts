import { AppError } from '@/lib/http/errors';
import { Breaker, type BreakerOptions, type BreakerState, type Pass } from './breaker';
import { pause, type Timing } from './timing';

/** Longer than a service that is well takes for an answer; readers have stale figures to look at meanwhile. */
const PROBE_PATIENCE_MS = 1000;

/**
 * A breaker per endpoint and group of operations. Not per account: an outage hits all accounts of an endpoint, and
 * each of them finding that out for itself would multiply the calls to a service that is down; one account's own
 * trouble does not reach half of the answers of all. Not per operation: those of a group share a backend upstream.
 */
export class Breakers {
  readonly #options: BreakerOptions & { timing: Timing };
  readonly #breakers = new Map<string, { endpoint: string; group: string; breaker: Breaker }>();

  constructor(options: BreakerOptions & { timing: Timing }) {
    this.#options = options;
  }

  /**
   * Waits for the probe that is on its way, if one is: a list of several calls should not be whole in one of them only.
   * @throws AppError `upstream_unavailable` with `retryAfter` while calls to the group are stopped; the reason of `signal`
   */
  async check(endpoint: string, group: string, signal?: AbortSignal): Promise<void> {
    const breaker = this.#breakerOf(endpoint, group);
    await this.#until(() => breaker.waitMs === 0 || null, breaker, signal);
  }

  /** The same, and takes the place of the probe when one is due. */
  async enter(endpoint: string, group: string, signal?: AbortSignal): Promise<Pass> {
    const breaker = this.#breakerOf(endpoint, group);
    return this.#until(() => breaker.enter(), breaker, signal);
  }

  /** Asked again after each probe: of those that wait for one that told nothing, the first is the next. */
  async #until<T>(ask: () => T | null, breaker: Breaker, signal: AbortSignal | undefined): Promise<T> {
    const { timing } = this.#options;
    const until = timing.now() + PROBE_PATIENCE_MS;
    for (;;) {
      const told = ask();
      if (told !== null) return told;
      const left = until - timing.now();
      if (!breaker.probe || left <= 0) throw stopped(breaker.waitMs);
      const over = new AbortController();
      const patience = signal ? AbortSignal.any([signal, over.signal]) : over.signal;
      try {
        await Promise.race([breaker.probe, pause(timing, left, patience)]);
      } finally {
        over.abort();
      }
    }
  }

  states(): { endpoint: string; group: string; state: BreakerState }[] {
    return [...this.#breakers.values()].map(({ endpoint, group, breaker }) => ({
      endpoint,
      group,
      state: breaker.state,
    }));
  }

  #breakerOf(endpoint: string, group: string): Breaker {
    const key = `${endpoint} ${group}`;
    let known = this.#breakers.get(key);
    if (!known) {
      known = { endpoint, group, breaker: new Breaker(this.#options) };
      this.#breakers.set(key, known);
    }
    return known.breaker;
  }
}

const stopped = (waitMs: number) =>
  new AppError(
    'upstream_unavailable',
    'The billing service has failed several times in a row, so it is left alone for a moment. No further call was sent.',
    { retryAfter: Math.max(1, Math.ceil(waitMs / 1000)) },
  );
