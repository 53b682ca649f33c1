import { Pace } from './pace';
import type { Told } from './whose-fault';

/** Milliseconds before another try when the ledger or the store is away, and after the first failure of an account. */
export interface SetbackPauses {
  away: number;
  account: number;
}

const LONGEST_ACCOUNT_PAUSE_MS = 600_000;
/** Of one that is away or late: it may be back any time, and is asked for very little by then. */
const LONGEST_LATE_PAUSE_MS = 60_000;
/** Of a key that is not accepted: it is not sent before its own pause is over, so that a try costs nothing. */
const LONGEST_KEY_PAUSE_MS = 60_000;
/** Too much asked may be why: the breaker opens when too many calls were late. */
const LATE: ReadonlySet<string> = new Set(['upstream_timeout', 'upstream_unavailable']);

/** What went wrong with an account lately, and how long it is left alone for that; a restart forgets it. */
export class Setbacks {
  readonly pace = new Pace();
  readonly #pauses: SetbackPauses;
  readonly #now: () => number;
  /** Marks of what was asked for and tried, and is not to blame: it waits for the end of the pause like all others. */
  readonly #deferred = new Set<string>();
  /** Cycles at which the account failed, since they last came. */
  readonly #failedAt = new Set<string>();
  #failures = 0;
  #until = 0;

  constructor(pauses: SetbackPauses, now = Date.now) {
    this.#pauses = pauses;
    this.#now = now;
  }

  get pausing(): boolean {
    return this.#now() < this.#until;
  }

  /** Whether what somebody asked for is not tried before the pause is over. Who asks once more has another mark. */
  isDeferred(mark: string): boolean {
    return this.pausing && this.#deferred.has(mark);
  }

  /** Until the end of the pause that has begun. */
  defer(mark: string): void {
    this.#deferred.add(mark);
  }

  /** Whether the account failed when it was asked for this cycle: it may be what cannot be answered. */
  hasFailedAt(cycle: string): boolean {
    return this.#failedAt.has(cycle);
  }

  /** A cycle came. */
  onWell(cycle: string): void {
    this.#failedAt.delete(cycle);
    this.#until = 0;
    this.#failures = 0;
    this.pace.faster();
  }

  /** The ledger or the store does not answer. @returns when it is tried again, ms since 1970 */
  onAway(): number {
    return this.#pause(this.#pauses.away);
  }

  /** A failure that is not one cycle's own: each in a row doubles the pause. @returns as {@link onAway} */
  onFailure(cycle: string, { code, whose }: Pick<Told, 'code' | 'whose'>): number {
    if (whose !== 'ledger') this.#failedAt.add(cycle);
    // Cycles that were read side by side fail together: that is one failure of the account.
    if (!this.pausing) {
      this.#failures += 1;
      if (LATE.has(code)) this.pace.slower();
    }
    if (whose === 'ledger') return this.onAway();
    const pause = this.#pauses.account * 2 ** Math.min(10, this.#failures - 1);
    return this.#pause(Math.min(longestOf(code), pause));
  }

  #pause(ms: number): number {
    if (!this.pausing) this.#deferred.clear();
    this.#until = this.#now() + ms;
    return this.#until;
  }
}

function longestOf(code: string): number {
  if (LATE.has(code)) return LONGEST_LATE_PAUSE_MS;
  return code === 'upstream_credentials' ? LONGEST_KEY_PAUSE_MS : LONGEST_ACCOUNT_PAUSE_MS;
}
