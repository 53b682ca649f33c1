import type { Timing } from './timing';

export interface RetryBudgetOptions {
  /** Repeats earned by each call. */
  ratio?: number;
  /** Repeats that a process without traffic may make, and starts with. */
  floor?: number;
  /** How long an emptied floor takes to come back. */
  floorMs?: number;
  /** The most that can be saved up. */
  most?: number;
  timing: Pick<Timing, 'now'>;
}

/**
 * How many calls this process may repeat: a tenth of its calls, and a few more for a process that makes hardly any. In
 * an outage, when everything fails, the service gets at most that much more than it is used to.
 */
export class RetryBudget {
  readonly #ratio: number;
  readonly #floor: number;
  readonly #floorMs: number;
  readonly #most: number;
  readonly #now: () => number;
  #earned = 0;
  #spare: number;
  #since: number;

  constructor({ ratio = 0.1, floor = 5, floorMs = 60_000, most = 50, timing }: RetryBudgetOptions) {
    this.#ratio = ratio;
    this.#floor = floor;
    this.#floorMs = floorMs;
    this.#most = most;
    this.#now = () => timing.now();
    this.#spare = floor;
    this.#since = timing.now();
  }

  /** A call was made for the first time. */
  earn(): void {
    this.#earned = Math.min(this.#most, this.#earned + this.#ratio);
  }

  /** Takes one repeat. @returns whether there was one */
  spend(): boolean {
    this.#refill();
    // A tenth ten times is a hair less than one.
    if (this.#earned > 1 - 1e-9) this.#earned = Math.max(0, this.#earned - 1);
    else if (this.#spare > 1 - 1e-9) this.#spare = Math.max(0, this.#spare - 1);
    else return false;
    return true;
  }

  /** Repeats that are left. */
  get left(): number {
    this.#refill();
    return Math.floor(this.#earned + 1e-9) + Math.floor(this.#spare + 1e-9);
  }

  #refill(): void {
    const now = this.#now();
    const back = ((now - this.#since) / this.#floorMs) * this.#floor;
    this.#spare = Math.min(this.#floor, this.#spare + back);
    this.#since = now;
  }
}
