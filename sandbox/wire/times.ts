/** Billing days and cycles are in GMT+08:00; instants on the wire are UTC. A cycle index is year * 12 + month from 0. */
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;
const OFFSET = 8 * HOUR;

/** Days since 1970-01-01 in GMT+08:00. */
export const dayOf = (instant: number): number => Math.floor((instant + OFFSET) / DAY);
export const dayStart = (day: number): number => day * DAY - OFFSET;
/** Hours since 1970-01-01T00 in GMT+08:00. */
export const hourOf = (instant: number): number => Math.floor((instant + OFFSET) / HOUR);
export const hourStart = (hour: number): number => hour * HOUR - OFFSET;
/** 0 is Sunday. */
export const weekdayOf = (day: number): number => (day + 4) % 7;

const dayTexts = new Map<number, string>();
const TWO_DIGITS = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, '0'));

/** `YYYY-MM-DD` of a day number; bills print the same few days over and over. */
export function dayText(day: number): string {
  const known = dayTexts.get(day);
  if (known !== undefined) return known;
  const text = new Date(day * DAY).toISOString().slice(0, 10);
  if (dayTexts.size > 5000) dayTexts.clear();
  dayTexts.set(day, text);
  return text;
}

export function cycleOf(instant: number): number {
  const date = new Date(instant + OFFSET);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

export const cycleText = (cycle: number): string =>
  `${Math.floor(cycle / 12)}-${String((cycle % 12) + 1).padStart(2, '0')}`;

export const firstDayOf = (cycle: number): number => Date.UTC(Math.floor(cycle / 12), cycle % 12, 1) / DAY;
export const daysIn = (cycle: number): number => firstDayOf(cycle + 1) - firstDayOf(cycle);
export const cycleStart = (cycle: number): number => dayStart(firstDayOf(cycle));

/** `YYYY-MM` to a cycle index, null when it is not a month. */
export function parseCycle(text: string): number | null {
  const match = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text);
  return match ? Number(match[1]) * 12 + Number(match[2]) - 1 : null;
}

/** `YYYY-MM-DD` to a day number, null when there is no such day. */
export function parseDay(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(time) || dayText(time / DAY) !== text ? null : time / DAY;
}

/** `yyyy-MM-ddTHH:mm:ssZ`, 20 characters. */
export function utcText(instant: number): string {
  const day = Math.floor(instant / DAY);
  const seconds = Math.floor((instant - day * DAY) / 1000);
  const [hour, minute] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${dayText(day)}T${TWO_DIGITS[hour]}:${TWO_DIGITS[minute]}:${TWO_DIGITS[seconds % 60]}Z`;
}

export function parseUtc(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(text)) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) || utcText(time) !== text ? null : time;
}

/** Calendar months later, at the last second of that day in GMT+08:00, as yearly/monthly terms end. */
export function termEnd(from: number, months: number): number {
  const date = new Date(from + OFFSET);
  const cycle = date.getUTCFullYear() * 12 + date.getUTCMonth() + months;
  const day = firstDayOf(cycle) + Math.min(date.getUTCDate(), daysIn(cycle)) - 1;
  return dayStart(day + 1) - 1000;
}
