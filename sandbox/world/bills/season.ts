import { dayOf, firstDayOf, weekdayOf } from '../../wire/times';

/** Thousandths of an ordinary day by weekday, Sunday first. */
const WEEK = [700, 1000, 1040, 1060, 1050, 1080, 780];
/** First days of the Chinese year, as UTC dates. */
const SPRING_FESTIVALS = [
  [2019, 2, 5],
  [2020, 1, 25],
  [2021, 2, 12],
  [2022, 2, 1],
  [2023, 1, 22],
  [2024, 2, 10],
  [2025, 1, 29],
  [2026, 2, 17],
  [2027, 2, 6],
  [2028, 1, 26],
  [2029, 2, 13],
  [2030, 2, 3],
].map(([year = 0, month = 1, day = 1]) => dayOf(Date.UTC(year, month - 1, day)));
const FIRST_CYCLE = 2023 * 12;
const MONTHLY_GROWTH = 1.016;

const known = new Map<number, number>();

/**
 * Thousandths of an ordinary day's usage on a day (GMT+08:00): quiet weekends, busy month ends, the sales of November
 * and December, the rush before Spring Festival and the calm week after it.
 */
export function seasonOf(day: number): number {
  const found = known.get(day);
  if (found !== undefined) return found;
  const date = new Date(day * 86_400_000);
  const cycle = date.getUTCFullYear() * 12 + date.getUTCMonth();
  let season = WEEK[weekdayOf(day)] ?? 1000;
  if (day >= firstDayOf(cycle + 1) - 2) season = Math.floor(season * 1.12);
  if (cycle % 12 === 10 && date.getUTCDate() >= 8 && date.getUTCDate() <= 12) season = Math.floor(season * 1.6);
  if (cycle % 12 === 11) season = Math.floor(season * 1.15);
  for (const festival of SPRING_FESTIVALS) {
    if (day >= festival - 14 && day < festival - 1) season = Math.floor(season * 1.25);
    if (day >= festival - 1 && day < festival + 7) season = Math.floor(season * 0.62);
  }
  if (known.size > 5000) known.clear();
  known.set(day, season);
  return season;
}

/** Thousandths of the usage of January 2023 that a cycle has: a company grows by a fifth a year. */
export const growthOf = (cycle: number): number => Math.round(1000 * MONTHLY_GROWTH ** (cycle - FIRST_CYCLE));

/** Thousandths of the hour that a fleet which scales with demand runs, before the season: fuller year by year. */
export const utilisationOf = (cycle: number): number => Math.min(920, Math.max(300, 480 + 9 * (cycle - FIRST_CYCLE)));
