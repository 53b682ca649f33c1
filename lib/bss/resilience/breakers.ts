import { AppError } from '@/lib/http/errors';
import { Breaker, type BreakerOptions, type BreakerState, type Pass } from './breaker';

/**
 * A breaker per endpoint and group of operations. Not per account: an outage hits all accounts of an endpoint, and
 * each of them finding that out for itself would multiply the calls to a service that is down; one account's own
 * trouble does not reach half of the answers of all. Not per operation: those of a group share a backend upstream.
 */
export class Breakers {
  readonly #options: BreakerOptions;
  readonly #breakers = new Map<string, { endpoint: string; group: string; breaker: Breaker }>();

  constructor(options: BreakerOptions) {
    this.#options = options;
  }

  /** @throws AppError `upstream_unavailable` with `retryAfter` while calls to the group are stopped */
  check(endpoint: string, group: string): void {
    const { waitMs } = this.#breakerOf(endpoint, group);
    if (waitMs > 0) throw stopped(waitMs);
  }

  /** The same, and takes the place of the probe when one is due. */
  enter(endpoint: string, group: string): Pass {
    const breaker = this.#breakerOf(endpoint, group);
    const pass = breaker.enter();
    if (!pass) throw stopped(breaker.waitMs);
    return pass;
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
    'The billing service has failed several times in a row, so it is left alone for a moment. Nothing was sent.',
    { retryAfter: Math.max(1, Math.ceil(waitMs / 1000)) },
  );
