/** A billing month, `YYYY-MM`, counted in GMT+8 (contract 1.8). */
export type Cycle = string & { readonly __cycle: unique symbol };

/**
 * - `open`: the running month; figures are provisional
 * - `closing`: from the 1st to the 4th, 10:00 GMT+8 of the next month
 * - `final`: after that
 * - `restated`: final, and then changed by the upstream
 */
export type CycleState = 'open' | 'closing' | 'final' | 'restated';

const CYCLE = /^\d{4}-(0[1-9]|1[0-2])$/;
const GMT8_MS = 8 * 3_600_000;

/** The international site's first year; nobody was billed before it. */
export const FIRST_CYCLE = '2015-01';

/** Of a span: the century that no ledger is older than. */
const MOST_CYCLES = 1200;

/** The API keeps three years: the open cycle and the 35 before it. */
export const CYCLES_KEPT = 36;

export function parseCycle(text: string): Cycle | null {
  return CYCLE.test(text) ? (text as Cycle) : null;
}

/** The cycle that an instant belongs to: 2026-10-31T16:30Z is already November. */
export function cycleAt(instant: Date): Cycle {
  return new Date(instant.getTime() + GMT8_MS).toISOString().slice(0, 7) as Cycle;
}

/** `YYYY-MM-DD` of an instant in GMT+8. */
export function billDateAt(instant: Date): string {
  return new Date(instant.getTime() + GMT8_MS).toISOString().slice(0, 10);
}

/** Months since the year 0. */
const monthOf = (cycle: Cycle): number => Number(cycle.slice(0, 4)) * 12 + Number(cycle.slice(5)) - 1;

const cycleOf = (month: number): Cycle =>
  `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}` as Cycle;

export const addCycles = (cycle: Cycle, count: number): Cycle => cycleOf(monthOf(cycle) + count);

/** Every cycle from `from` to `to`, both included; empty when `to` is earlier. */
export function cyclesBetween(from: Cycle, to: Cycle): Cycle[] {
  const first = monthOf(from);
  const count = Math.min(Math.max(monthOf(to) - first + 1, 0), MOST_CYCLES);
  return Array.from({ length: count }, (_, index) => cycleOf(first + index));
}

/** First instant of a cycle, UTC. */
export function cycleStart(cycle: Cycle): Date {
  return new Date(Date.parse(`${cycle}-01T00:00:00Z`) - GMT8_MS);
}

/** When the final bill of a cycle can be read: the 4th of the next month, 10:00 GMT+8 (contract 5.5). */
export function finalAt(cycle: Cycle): Date {
  return new Date(Date.parse(`${addCycles(cycle, 1)}-04T10:00:00Z`) - GMT8_MS);
}

export function cycleStateAt(cycle: Cycle, now: Date): Exclude<CycleState, 'restated'> {
  if (cycle >= cycleAt(now)) return 'open';
  return now < finalAt(cycle) ? 'closing' : 'final';
}

/**
 * State of a cycle as it is shown: final only where it was read when it was final, whatever the clock says.
 * @param read the versions of the cycle that are shown, one per account
 */
export function shownState(
  cycle: Cycle,
  now: Date,
  read: readonly { cycleState: CycleState; restated: boolean }[],
): CycleState {
  const byClock = cycleStateAt(cycle, now);
  if (byClock !== 'final' || read.length === 0) return byClock;
  if (read.some(({ cycleState }) => cycleState !== 'final')) return 'closing';
  return read.some(({ restated }) => restated) ? 'restated' : 'final';
}

export function earliestCycle(now: Date): Cycle {
  return addCycles(cycleAt(now), 1 - CYCLES_KEPT);
}
