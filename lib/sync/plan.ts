import { addCycles, type Cycle, cycleAt, cycleStateAt, cyclesBetween, earliestCycle, cycleStart } from '@/lib/cycles';

/** What is known of a cycle of an account before it is decided what to read next. */
export interface KnownCycle {
  /** State of the cycle when the published version was read; null when there is none. */
  published: 'open' | 'closing' | 'final' | null;
  /** Business instant, ms, at which the published figures were last found right; null when never. */
  syncedAt: number | null;
  /** Machine time, ms, before which a failed cycle is left alone; null when it did not fail. */
  retryAt: number | null;
}

export interface PlanInput {
  /** Business time. */
  now: Date;
  /** Machine time, ms: pauses after failures are real ones. */
  machineNow: number;
  cycles: ReadonlyMap<Cycle, KnownCycle>;
  /** Cycles that were read since this process started. */
  freshened: ReadonlySet<Cycle>;
  /** Cycles that somebody asked for: they are due, pauses or not. */
  asked: ReadonlySet<Cycle>;
  /** Being read now. */
  running: ReadonlySet<Cycle>;
  /** Whether the upstream failed lately when it was asked for a cycle: it may be what it cannot answer. */
  hasFailed(cycle: Cycle): boolean;
}

const HOUR_MS = 3_600_000;
const OPEN_EVERY_MS = HOUR_MS;
const CLOSING_EVERY_MS = HOUR_MS / 2;
/** A final cycle changes only when the upstream corrects it. */
const FINAL_EVERY_MS = 365 * 24 * HOUR_MS;
/** Before the oldest cycle falls off the edge for good, in which time it goes before all others. */
const EDGE_MS = 40 * 24 * HOUR_MS;

const UNKNOWN: KnownCycle = { published: null, syncedAt: null, retryAt: null };

/** Lower goes first. */
const RANK = { edge: 0, asked: 1, open: 2, closing: 3, missing: 4, spotCheck: 5 } as const;
type Reason = keyof typeof RANK;

export interface DueCycle {
  cycle: Cycle;
  reason: Reason;
}

/**
 * Cycles of one account that are due, the most urgent first: what would be lost for ever, what somebody asked for, what
 * moves, then what is missing from the newest back to the edge, and last what should not have changed. One at which the
 * upstream failed goes behind all others, so that it keeps none of them.
 */
export function planCycles(input: PlanInput): DueCycle[] {
  const due: DueCycle[] = [];
  for (const cycle of cyclesBetween(earliestCycle(input.now), cycleAt(input.now))) {
    const reason = whyDue(cycle, input);
    if (reason) due.push({ cycle, reason });
  }
  const failed = ({ cycle }: DueCycle) => Number(input.hasFailed(cycle));
  return due.sort((a, b) => failed(a) - failed(b) || RANK[a.reason] - RANK[b.reason] || (a.cycle < b.cycle ? 1 : -1));
}

/**
 * Those that begin, each before the next is looked at. What presses does so beside whatever is being read, also when it
 * stands behind others because it failed; the others take their turn, once little of those before them is left.
 */
export function* cyclesToBegin(
  due: readonly DueCycle[],
  { hasRoom, isLow }: { hasRoom: () => boolean; isLow: () => boolean },
): Generator<Cycle> {
  for (const { cycle, reason } of due) {
    if (!hasRoom()) return;
    if (RANK[reason] < RANK.missing || isLow()) yield cycle;
  }
}

function whyDue(cycle: Cycle, { now, machineNow, cycles, freshened, asked, running }: PlanInput): Reason | null {
  if (running.has(cycle)) return null;
  if (asked.has(cycle)) return 'asked';
  const { published, syncedAt, retryAt } = cycles.get(cycle) ?? UNKNOWN;
  if (retryAt !== null && retryAt > machineNow) return null;
  const state = cycleStateAt(cycle, now);
  if (state === 'open') {
    return published === null || !freshened.has(cycle) || isOld(syncedAt, { now, every: OPEN_EVERY_MS })
      ? 'open'
      : null;
  }
  if (state === 'closing') {
    return published !== 'closing' || isOld(syncedAt, { now, every: CLOSING_EVERY_MS }) ? 'closing' : null;
  }
  if (published === null) return isAtEdge(cycle, now) ? 'edge' : 'missing';
  if (published !== 'final') return 'missing';
  // One that failed when it was read once more is tried again, as the page says.
  return retryAt !== null || isOld(syncedAt, { now, every: FINAL_EVERY_MS }) ? 'spotCheck' : null;
}

/** Business time may be set back as well: what was read in the future is read again. */
const isOld = (at: number | null, { now, every }: { now: Date; every: number }): boolean =>
  at === null || Math.abs(now.getTime() - at) >= every;

function isAtEdge(cycle: Cycle, now: Date): boolean {
  if (cycle !== earliestCycle(now)) return false;
  return cycleStart(addCycles(cycleAt(now), 1)).getTime() - now.getTime() < EDGE_MS;
}

/** Pause before a failed cycle or account is tried again, ms: from a minute to a day. */
export const pauseAfter = (failures: number): number => Math.min(24 * HOUR_MS, 60_000 * 4 ** Math.max(0, failures - 1));
