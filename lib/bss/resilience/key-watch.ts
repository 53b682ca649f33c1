import { createHash } from 'node:crypto';
import type { BssConnection } from '../connection';
import { UpstreamFailure } from '../upstream-failure';
import { explain, judge, type KeyVerdict, type RefusedSignature, stopMs } from './key-verdict';
import { type Release, Slots } from '@/lib/slots';
import type { Timing } from './timing';

/**
 * Five failures in a row lock a key for five minutes (contract 1.3), for everybody who uses it. So never may five calls
 * be under way whose signatures have not been looked at: four when the key has just been accepted, else one.
 */
const TRUSTED_CALLS = 4;
const TRUST_MS = 5 * 60_000;
/** A gateway looks at the signature first: a call that is under way for longer has passed. */
const LOOKED_AT_MS = { trusted: 500, untrusted: 1000 };
/** The machine's clock was set, so that what was known of the key says nothing any more. */
const CLOCK_SET_MS = 30_000;

interface KeyState {
  account: string;
  slots: Slots;
  accepted: { at: number; clock: number } | null;
  stop: { verdict: KeyVerdict; code: string | undefined; until: number | null; clock: number } | null;
}

export interface StoppedKey {
  /** Domain id. */
  account: string;
  reason: KeyVerdict['reason'];
}

/** What is known about the access keys in use: which were accepted, and which must not be used for now. */
export class KeyWatch {
  readonly #keys = new Map<string, KeyState>();
  readonly #known = new WeakMap<BssConnection, KeyState>();
  readonly #timing: Timing;
  readonly #wallClock: () => Date;

  /** @param wallClock real time, which signatures carry */
  constructor(timing: Timing, wallClock: () => Date) {
    this.#timing = timing;
    this.#wallClock = wallClock;
  }

  /** @throws AppError `upstream_credentials` while calls with this key are stopped */
  check(connection: BssConnection): void {
    this.#checkState(this.#stateOf(connection));
  }

  /**
   * Waits until one more signature may be on its way, then checks again.
   * @returns gives the place back, once the call has ended
   */
  async enter(connection: BssConnection, signal?: AbortSignal): Promise<Release> {
    const state = this.#stateOf(connection);
    const trusted = this.#isTrusted(state);
    state.slots.limit = trusted ? TRUSTED_CALLS : 1;
    const release = await state.slots.enter(signal);
    try {
      this.#checkState(state);
    } catch (error) {
      release();
      throw error;
    }
    const cancel = this.#timing.after(trusted ? LOOKED_AT_MS.trusted : LOOKED_AT_MS.untrusted, release);
    return () => {
      cancel();
      release();
    };
  }

  /** The service has let a call with this key in, whatever it answered. */
  accepted(connection: BssConnection): void {
    const state = this.#stateOf(connection);
    state.accepted = { at: this.#timing.now(), clock: this.#clockOffset() };
    state.slots.limit = TRUSTED_CALLS;
  }

  /** Stops the calls of this key. @returns the error that says why */
  refused(connection: BssConnection, answer: RefusedSignature & { code: string | undefined }): UpstreamFailure {
    const state = this.#stateOf(connection);
    const verdict = judge(answer, { now: this.#wallClock(), acceptedBefore: state.accepted !== null });
    const ms = stopMs(verdict);
    const until = ms === null ? null : this.#timing.now() + ms;
    state.stop ??= { verdict, code: answer.code, until, clock: this.#clockOffset() };
    return this.#errorOf(state.stop);
  }

  /** Lets the keys of an account be tried again. */
  reset(account: string): void {
    for (const state of this.#keys.values()) if (state.account === account) lift(state);
  }

  stopped(): StoppedKey[] {
    return [...this.#keys.values()].flatMap(({ account, stop }) =>
      stop && !this.#isOver(stop) ? [{ account, reason: stop.verdict.reason }] : [],
    );
  }

  #checkState(state: KeyState): void {
    if (!state.stop) return;
    if (this.#isOver(state.stop)) lift(state);
    else throw this.#errorOf(state.stop);
  }

  #isOver({ verdict, until, clock }: NonNullable<KeyState['stop']>): boolean {
    if (until !== null && this.#timing.now() >= until) return true;
    return verdict.reason === 'clock' && Math.abs(this.#clockOffset() - clock) > CLOCK_SET_MS;
  }

  #errorOf({ verdict, code, until }: NonNullable<KeyState['stop']>): UpstreamFailure {
    const retryAfter = until === null ? undefined : Math.max(1, Math.ceil((until - this.#timing.now()) / 1000));
    return new UpstreamFailure('credentials', {
      code: 'upstream_credentials',
      message: explain(verdict, code),
      upstreamCode: code,
      retryAfter,
    });
  }

  #isTrusted({ accepted }: KeyState): boolean {
    if (!accepted || this.#timing.now() - accepted.at > TRUST_MS) return false;
    return Math.abs(this.#clockOffset() - accepted.clock) <= CLOCK_SET_MS;
  }

  /** Changes only when somebody sets the machine's clock. */
  #clockOffset(): number {
    return this.#wallClock().getTime() - this.#timing.now();
  }

  #stateOf(connection: BssConnection): KeyState {
    let state = this.#known.get(connection);
    if (!state) {
      state = this.#stateOfKey(connection);
      this.#known.set(connection, state);
    }
    return state;
  }

  /** Of the key and its secret, whichever connection has it: opening an account again does not lift a stop. */
  #stateOfKey({ domainId, endpoint, ak, sk }: BssConnection): KeyState {
    const key = createHash('sha256')
      .update(JSON.stringify([endpoint, domainId, ak, sk]))
      .digest('base64');
    let state = this.#keys.get(key);
    if (!state) {
      state = { account: domainId, slots: new Slots(1), accepted: null, stop: null };
      this.#keys.set(key, state);
    }
    return state;
  }
}

/** The next call is a probe: alone, as for a key that nobody knows. */
function lift(state: KeyState): void {
  state.stop = null;
  state.accepted &&= { ...state.accepted, at: -Infinity };
}
