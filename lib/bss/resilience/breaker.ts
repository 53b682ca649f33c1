import type { Timing } from './timing';

export interface BreakerOptions {
  /** What is looked back on. */
  windowMs?: number;
  /** Failures in the window before anything is decided. */
  failures?: number;
  /** Share of failures in the window at which it opens. */
  share?: number;
  /** First time that it stays open; doubled with every probe that fails. */
  openMs?: number;
  mostOpenMs?: number;
  timing: Pick<Timing, 'now' | 'random'>;
}

export type BreakerState = 'closed' | 'open' | 'half-open';

/** The right to make one call; what became of it is told once. */
export interface Pass {
  /** @param outcome `neutral` when it says nothing about the health of the service */
  report(outcome: 'good' | 'bad' | 'neutral'): void;
}

const SLICES = 10;

interface Probe {
  ended: Promise<void>;
  end: () => void;
}

interface Slice {
  index: number;
  good: number;
  bad: number;
}

/**
 * Stops calls to something that keeps failing. After a while a single call goes through as a probe: when it is good the
 * breaker closes, when it fails it stays open for twice as long.
 */
export class Breaker {
  readonly #options: Required<BreakerOptions>;
  #slices: Slice[] = [];
  #openedAt: number | null = null;
  #openForMs = 0;
  #failedProbes = 0;
  #probe: Probe | null = null;

  constructor(options: BreakerOptions) {
    const defaults = { windowMs: 30_000, failures: 5, share: 0.5, openMs: 5000, mostOpenMs: 60_000 };
    this.#options = { ...defaults, ...options };
  }

  get state(): BreakerState {
    if (this.#openedAt === null) return 'closed';
    return this.#remainingMs() > 0 ? 'open' : 'half-open';
  }

  /** Milliseconds until a call has a chance, 0 when it has one now. */
  get waitMs(): number {
    if (this.#openedAt === null) return 0;
    const remaining = this.#remainingMs();
    if (remaining > 0) return remaining;
    return this.#probe ? this.#options.openMs : 0;
  }

  /** Resolves when the probe that is on its way has told how it went; null when there is none. */
  get probe(): Promise<void> | null {
    return this.#probe?.ended ?? null;
  }

  /** @returns null when no call may be made now; see `waitMs` */
  enter(): Pass | null {
    if (this.waitMs > 0) return null;
    const probe = this.#openedAt !== null;
    if (probe) this.#probe = newProbe();
    let told = false;
    return {
      report: (outcome) => {
        if (told) return;
        told = true;
        if (probe) this.#endProbe(outcome);
        else this.#count(outcome);
      },
    };
  }

  #endProbe(outcome: 'good' | 'bad' | 'neutral'): void {
    this.#probe?.end();
    this.#probe = null;
    if (outcome === 'neutral') return;
    if (outcome === 'good') {
      this.#openedAt = null;
      this.#failedProbes = 0;
      this.#slices = [];
      return;
    }
    this.#failedProbes += 1;
    this.#open();
  }

  #count(outcome: 'good' | 'bad' | 'neutral'): void {
    // An answer to a call from before it opened changes nothing any more.
    if (outcome === 'neutral' || this.#openedAt !== null) return;
    const slice = this.#slice();
    slice[outcome] += 1;
    if (outcome === 'good') return;
    let [good, bad] = [0, 0];
    for (const counted of this.#slices) {
      good += counted.good;
      bad += counted.bad;
    }
    if (bad >= this.#options.failures && bad / (good + bad) >= this.#options.share) this.#open();
  }

  #open(): void {
    const { openMs, mostOpenMs, timing } = this.#options;
    const full = Math.min(mostOpenMs, openMs * 2 ** this.#failedProbes);
    this.#openedAt = timing.now();
    // Several processes that saw the same outage do not come back in the same moment.
    this.#openForMs = full * (0.75 + timing.random() / 4);
  }

  #remainingMs(): number {
    return (this.#openedAt ?? 0) + this.#openForMs - this.#options.timing.now();
  }

  #slice(): Slice {
    const index = Math.floor(this.#options.timing.now() / (this.#options.windowMs / SLICES));
    this.#slices = this.#slices.filter((slice) => slice.index > index - SLICES);
    const last = this.#slices.at(-1);
    if (last?.index === index) return last;
    const slice = { index, good: 0, bad: 0 };
    this.#slices.push(slice);
    return slice;
  }
}

function newProbe(): Probe {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { ended, end };
}
