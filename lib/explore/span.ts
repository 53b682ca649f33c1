import { addCycles, type Cycle, cyclesBetween, FIRST_CYCLE, parseCycle } from '@/lib/cycles';
import { type FilterProblem, isDay } from '@/lib/query/filters';
import { type Comparison, DEFAULT_PERIOD, type Period, type Step } from './words';

/** Days in GMT+8, `YYYY-MM-DD`, both included. */
export interface Span {
  from: string;
  to: string;
}

export interface SpanFilters {
  period: Period | null;
  cycle: string | null;
  from: string | null;
  to: string | null;
}

const MONTHS_OF: Readonly<Record<Exclude<Period, 'last-month'>, number>> = {
  'this-month': 1,
  'last-3': 3,
  'last-6': 6,
  'last-13': 13,
  'last-36': 36,
};
const LONGEST_MONTHS = 120;
const MOST_DAYS = 1200;
const DAY_MS = 86_400_000;

const asDate = (day: string): Date => new Date(`${day}T00:00:00Z`);
export const addDays = (day: string, count: number): string =>
  new Date(asDate(day).getTime() + count * DAY_MS).toISOString().slice(0, 10);
export const daysIn = ({ from, to }: Span): number => (asDate(to).getTime() - asDate(from).getTime()) / DAY_MS + 1;
export const cycleOfDay = (day: string): Cycle => day.slice(0, 7) as Cycle;
const firstDay = (cycle: string): string => `${cycle}-01`;
export const lastDay = (cycle: string): string => addDays(firstDay(addCycles(cycle as Cycle, 1)), -1);

/** The span of a view. It ends today while its last month runs. @param today in GMT+8 */
export function spanOf(filters: SpanFilters, today: string): Span {
  const given = namedSpan(filters, today);
  return { from: given.from, to: given.to > today ? today : given.to };
}

function namedSpan({ period, cycle, from, to }: SpanFilters, today: string): Span {
  const thisCycle = cycleOfDay(today);
  if (cycle) return { from: firstDay(cycle), to: lastDay(cycle) };
  if (from) return { from: asFirst(from), to: to ? asLast(to) : today };
  const name = period ?? DEFAULT_PERIOD;
  if (name === 'last-month') {
    const last = addCycles(thisCycle, -1);
    return { from: firstDay(last), to: lastDay(last) };
  }
  return { from: firstDay(addCycles(thisCycle, 1 - MONTHS_OF[name])), to: today };
}

const asFirst = (text: string) => (parseCycle(text) ? firstDay(text) : text);
const asLast = (text: string) => (parseCycle(text) ? lastDay(text) : text);

/** A span that cannot be: in the future, of a day that no calendar has, or too long. */
export function spanProblem(filters: SpanFilters & { step?: Step }, today: string): FilterProblem | null {
  for (const field of ['cycle', 'from', 'to'] as const) {
    const given = filters[field];
    if (!given) continue;
    if (given.length > 7 && !isDay(given)) return { field, problem: 'is a day that does not exist' };
    if (field !== 'to' && given.slice(0, 10) > today.slice(0, given.length)) {
      return { field, problem: `is later than today, ${today}` };
    }
    if (given < FIRST_CYCLE) return { field, problem: `is earlier than ${FIRST_CYCLE}, the first cycle there is` };
  }
  const span = spanOf(filters, today);
  const months = cyclesBetween(cycleOfDay(span.from), cycleOfDay(span.to)).length;
  if (months > LONGEST_MONTHS) return { field: 'from', problem: `makes a span of more than ${LONGEST_MONTHS} months` };
  if (filters.step === 'day' && daysIn(span) > MOST_DAYS) {
    return { field: 'step', problem: `shows at most ${MOST_DAYS} days; choose month` };
  }
  return null;
}

/** What a span is compared with, and how far before it that is. */
export interface ComparedSpan extends Span {
  back: { months: number } | { days: number };
}

/**
 * The span to compare with. A month that is not over is compared with the same days; one that is over with a whole month.
 * Months are moved by as many months; a span that starts within a month is compared with as many days right before it, and
 * so is a single day.
 */
export function comparedSpan(span: Span, comparison: Comparison, today: string): ComparedSpan | null {
  if (comparison === 'none') return null;
  if (byDays(span, { comparison, today })) {
    const to = addDays(span.from, -1);
    return { from: addDays(to, 1 - daysIn(span)), to, back: { days: daysIn(span) } };
  }
  const months = comparison === 'year' ? 12 : cyclesOfSpan(span).length;
  // Only whole months become whole months: the 28th of February alone is one day in a leap year as well.
  const whole = span.from.endsWith('-01') && span.to === lastDay(cycleOfDay(span.to)) && span.to < today;
  const to = movedDay(span.to, -months);
  return { from: movedDay(span.from, -months), to: whole ? lastDay(cycleOfDay(to)) : to, back: { months } };
}

/**
 * The step of the compared span that a step of the span stands beside: the same month or day as many months before, or the
 * day as many days before; null where there is none.
 */
export function counterpartOf(step: string, { from, to, back }: ComparedSpan): string | null {
  const ofDay = step.length > 7;
  const daysBefore = (days: number) => (ofDay ? addDays(step, -days) : null);
  const found = 'days' in back ? daysBefore(back.days) : beforeMonths(step, back.months);
  const [first, last] = ofDay ? [from, to] : [cycleOfDay(from), cycleOfDay(to)];
  return found !== null && found >= first && found <= last ? found : null;
}

function beforeMonths(step: string, months: number): string | null {
  const cycle = addCycles(step.slice(0, 7) as Cycle, -months);
  if (step.length <= 7) return cycle;
  const day = `${cycle}-${step.slice(8)}`;
  return day > lastDay(cycle) ? null : day;
}

/** A span that starts within a month has no months before it, nor has a day: of the first of a running month that may be all there is. */
function byDays({ from, to }: Span, { comparison, today }: { comparison: Comparison; today: string }): boolean {
  const single = from === to && cycleOfDay(to) < cycleOfDay(today);
  return comparison === 'previous' && (single || !from.endsWith('-01'));
}

/** The same day of another month; 29 to 31 become the last day of a shorter one. */
function movedDay(day: string, months: number): string {
  const cycle = addCycles(cycleOfDay(day), months);
  const last = lastDay(cycle);
  const same = `${cycle}-${day.slice(8)}`;
  return same > last ? last : same;
}

export const cyclesOfSpan = ({ from, to }: Span): Cycle[] => cyclesBetween(cycleOfDay(from), cycleOfDay(to));

/**
 * The days to filter lines by, or null when the span takes whole cycles: then a line counts by its cycle, whatever its
 * bill date. A span that ends today takes everything of the running month.
 */
export function dayLimits(span: Span, today: string): Span | null {
  const wholeStart = span.from.endsWith('-01');
  const wholeEnd = span.to === lastDay(cycleOfDay(span.to)) || span.to >= today;
  return wholeStart && wholeEnd ? null : span;
}

/** Names of the steps of a span, oldest first. */
export function stepsOf(span: Span, step: Step): string[] {
  if (step === 'none') return [];
  if (step === 'month') return cyclesOfSpan(span);
  return Array.from({ length: daysIn(span) }, (_, index) => addDays(span.from, index));
}
