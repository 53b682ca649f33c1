import type { OrderFilters } from './filters';

/** Creation times of one question to the upstream: UTC, 20 characters, at most a year apart (contract 2.b). */
export interface CreateWindow {
  create_time_begin?: string;
  create_time_end?: string;
}

const DAY_MS = 86_400_000;
const LONGEST_MS = 365 * DAY_MS - 1000;

const instant = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`;

/** First second of a day `YYYY-MM-DD` or month `YYYY-MM`, UTC. */
const startOf = (text: string): number => Date.parse(`${text.length === 7 ? `${text}-01` : text}T00:00:00Z`);

/** Last second of a day or month, UTC. */
function endOf(text: string): number {
  if (text.length === 10) return startOf(text) + DAY_MS - 1000;
  const [year = 0, month = 1] = text.split('-').map(Number);
  return Date.UTC(year, month, 1) - 1000;
}

/** The days that a period's ends stand for, `YYYY-MM-DD`, UTC: a month begins with its first and ends with its last. */
export const firstDayOf = (text: string): string => instant(startOf(text)).slice(0, 10);
export const lastDayOf = (text: string): string => instant(endOf(text)).slice(0, 10);

/**
 * A period as windows that the upstream accepts, latest first; without `from` there is one, open at the start. At least one,
 * and none that is after now.
 */
export function createWindows({ from, to }: Pick<OrderFilters, 'from' | 'to'>, now: Date): CreateWindow[] {
  if (!from) return [to ? { create_time_end: instant(endOf(to)) } : {}];
  const start = startOf(from);
  const windows: CreateWindow[] = [];
  // Nobody orders in the future: one day more than now is for clocks that differ.
  const last = Math.max(now.getTime() + DAY_MS, start);
  for (let end = to ? Math.min(endOf(to), last) : last; end >= start; ) {
    const begin = Math.max(start, end - LONGEST_MS);
    windows.push({ create_time_begin: instant(begin), create_time_end: instant(end) });
    end = begin - 1000;
  }
  return windows;
}
