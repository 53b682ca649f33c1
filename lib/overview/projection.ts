import { addCycles, billDateAt, type Cycle } from '@/lib/cycles';
import { divideRounded } from '@/lib/money';

/** What was charged on a day, in one currency; units are 10⁻¹⁰ of it. */
export interface DayCharge {
  cycle: string;
  /** `YYYY-MM-DD`, GMT+8. */
  day: string;
  /** Yearly/monthly, and fees of a month: it comes when something is bought, renewed or due, not by use. */
  subscription: boolean;
  units: bigint;
}

const YEARLY_MONTHLY = 1;
/** Month-end deduction, tax, shortfall against a committed spend, monthly and yearly payment (contract 4.3). */
const PERIODIC: ReadonlySet<number | null> = new Set([14, 15, 17, 18, 103]);

/** Whether a charge falls on its day of the month, whatever is used: by billing mode and bill type. */
export const isDue = ({ mode, type }: { mode: number | null; type: number | null }): boolean =>
  mode === YEARLY_MONTHLY || PERIODIC.has(type);

export interface Projected {
  soFar: bigint;
  rate: bigint;
  subscriptions: bigint;
  estimate: bigint;
}

export interface Tested {
  cycle: Cycle;
  /** (what it became − what the method would have said) ÷ the latter, in millionths. */
  off: bigint;
}

export interface Projection extends Projected {
  low: bigint;
  high: bigint;
  tests: Tested[];
}

export const TESTED_MONTHS = 6;
export const LEAST_TESTS = 3;
const RUN_DAYS = 28;
const RUN_WEEKS = 4n;
const MILLION = 1_000_000n;
const DAY_MS = 86_400_000;

const dateOf = (day: string) => Date.parse(`${day}T00:00:00Z`);
const moved = (day: string, by: number) => new Date(dateOf(day) + by * DAY_MS).toISOString().slice(0, 10);
const weekday = (day: string) => new Date(dateOf(day)).getUTCDay();
const lastOf = (cycle: Cycle) => moved(`${addCycles(cycle, 1)}-01`, -1);
export const daysLeft = (cycle: Cycle, through: string) =>
  Math.round((dateOf(lastOf(cycle)) - dateOf(through)) / DAY_MS);

/** Charges come hours after the use (contract 2.g): so long after its end a day is taken for whole. */
const SETTLED_MS = DAY_MS / 2;

/** The last day (GMT+8) that was over, and settled, at all of these instants, ms; null without any. */
export const lastWholeDay = (readAt: readonly number[]): string | null =>
  readAt.length === 0 ? null : billDateAt(new Date(Math.min(...readAt) - DAY_MS - SETTLED_MS));

/**
 * What a month will come to, from the days until `through` (the last whole one, perhaps of the month before):
 * what was charged, plus the use of the last four weeks on the weekdays that are left, plus the yearly/monthly charges and
 * monthly fees of the same days of the month before.
 */
export function project(charges: readonly DayCharge[], cycle: Cycle, through: string): Projected {
  const before = addCycles(cycle, -1);
  const runFrom = moved(through, 1 - RUN_DAYS);
  const byWeekday = Array<bigint>(7).fill(0n);
  let soFar = 0n;
  let subscriptions = 0n;
  // The month may be the shorter one: its last day takes what the month before has after that.
  const passed = through < `${cycle}-01` ? '00' : through.slice(8);
  for (const { cycle: own, day, subscription, units } of charges) {
    if (own === cycle && day <= through) soFar += units;
    if (subscription) {
      if (own === before && day.slice(8) > passed) subscriptions += units;
    } else if (day >= runFrom && day <= through) {
      byWeekday[weekday(day)] = (byWeekday[weekday(day)] ?? 0n) + units;
    }
  }
  let fourfold = 0n;
  for (let day = moved(through, 1); day <= lastOf(cycle); day = moved(day, 1))
    fourfold += byWeekday[weekday(day)] ?? 0n;
  const rate = divideRounded(fourfold, RUN_WEEKS);
  return { soFar, rate, subscriptions, estimate: soFar + rate + subscriptions };
}

/**
 * {@link project} with a band: the furthest that the same method was off, to either side, with as many days left in the
 * months before. null when fewer than three of them can be tested.
 * @param published cycles that the ledger has whole
 */
export function projectWithBand(
  charges: readonly DayCharge[],
  { cycle, through, published }: { cycle: Cycle; through: string; published: ReadonlySet<string> },
): Projection | null {
  if (!published.has(cycle) || !published.has(addCycles(cycle, -1))) return null;
  const left = daysLeft(cycle, through);
  const tests = Array.from({ length: TESTED_MONTHS }, (_, index) => addCycles(cycle, -1 - index)).flatMap((past) =>
    published.has(past) && published.has(addCycles(past, -1)) ? tested(charges, past, left) : [],
  );
  const now = project(charges, cycle, through);
  if (tests.length < LEAST_TESTS || now.estimate <= 0n) return null;
  const offs = tests.map(({ off }) => off);
  const least = offs.reduce((low, off) => (off < low ? off : low), 0n);
  const most = offs.reduce((high, off) => (off > high ? off : high), 0n);
  return {
    ...now,
    low: now.estimate + divideRounded(now.estimate * least, MILLION),
    high: now.estimate + divideRounded(now.estimate * most, MILLION),
    tests,
  };
}

function tested(charges: readonly DayCharge[], cycle: Cycle, left: number): Tested[] {
  const first = moved(`${cycle}-01`, -1);
  const through = moved(lastOf(cycle), -left);
  const { estimate } = project(charges, cycle, through < first ? first : through);
  const actual = charges.reduce((sum, charge) => (charge.cycle === cycle ? sum + charge.units : sum), 0n);
  return estimate <= 0n ? [] : [{ cycle, off: divideRounded((actual - estimate) * MILLION, estimate) }];
}
