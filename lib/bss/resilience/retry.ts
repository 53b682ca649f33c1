import type { Priority } from '../priority';
import { UpstreamFailure } from '../upstream-failure';
import type { RetryBudget } from './retry-budget';

/** How long and how often a call is made before it is given up. */
export interface Patience {
  /** From the question to its answer or error, all tries and waits included. */
  totalMs: number;
  /** Whether a throttled call counts as a try. */
  throttledCounts: boolean;
  /** Back-off before the second try: anything from 0 to this. */
  baseMs: number;
  capMs: number;
}

export const TRIES = 3;

/**
 * Somebody waits for a page and for a payment, nobody for the sync. Of the sync's calls a throttled one goes back into
 * the line as often as its patience allows: where three in ten are throttled, three tries would still lose every
 * fortieth page, and with it the whole list.
 */
export const PATIENCE: Readonly<Record<Priority, Patience>> = {
  pay: { totalMs: 15_000, throttledCounts: true, baseMs: 250, capMs: 4000 },
  live: { totalMs: 15_000, throttledCounts: true, baseMs: 250, capMs: 4000 },
  sync: { totalMs: 300_000, throttledCounts: false, baseMs: 1000, capMs: 30_000 },
};

/** Exponential with full jitter: anything from 0 to `base`, then to twice as much, up to `cap`. */
export const backOffMs = ({ baseMs, capMs }: Patience, failures: number, random: number): number =>
  random * Math.min(capMs, baseMs * 2 ** (failures - 1));

/**
 * Whether a read is worth another try, and after what wait; null when it is not. A throttled call waits in the quota
 * instead, whose bucket has just shrunk, and needs no budget: it was never taken up, and the bucket paces its repeat.
 */
export function waitBeforeRetry(
  error: unknown,
  state: { patience: Patience; tries: number; leftMs: number; random: () => number; budget: RetryBudget },
): number | null {
  if (!(error instanceof UpstreamFailure) || state.leftMs <= 0) return null;
  const { patience, tries, leftMs, budget } = state;
  if (error.trouble === 'throttled') return tries < TRIES || !patience.throttledCounts ? 0 : null;
  if (error.trouble !== 'unsent' && error.trouble !== 'down' && error.trouble !== 'garbled') return null;
  if (tries >= TRIES) return null;
  const wait = Math.max(backOffMs(patience, tries, state.random()), (error.retryAfter ?? 0) * 1000);
  return wait < leftMs && budget.spend() ? wait : null;
}
