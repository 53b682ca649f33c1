import { decimal, roundForDisplay } from './money';

/** Text for people. Pure and the same on server and browser, whatever machine locale or zone either has. */
export type FormatLocale = 'en' | 'zh-CN';
export type Zone = 'UTC' | 'GMT+8';

export const MINUS = '\u2212';
/** What stands for a value that is not known; zero is 0.00. */
export const UNKNOWN = '–';

const GMT8_MS = 8 * 3_600_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const LONG_MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

export interface AmountParts {
  /** U+2212 or nothing. */
  sign: string;
  /** Digits before the point, in thousands. */
  whole: string;
  /** The point and the decimals that always show (two, unless asked otherwise). */
  cents: string;
  /** Further decimals, quieter on screen. */
  tail: string;
}

export interface AmountFormat {
  /** Decimals that always show. */
  places?: number;
  /** Decimals at most; an amount with more is rounded half away from zero. */
  max?: number;
  /** Pads the tail to `max`, so that the points of a column stand under each other. */
  fixed?: boolean;
}

/** @param amount decimal text. @throws RangeError when it is no decimal */
export function formatAmountParts(
  amount: string,
  { places = 2, max = 8, fixed = false }: AmountFormat = {},
): AmountParts {
  const limit = Math.max(places, max);
  const text = roundForDisplay(decimal(amount), limit);
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const tail = fraction.slice(places);
  return {
    sign: text.startsWith('-') ? MINUS : '',
    whole: group(whole),
    cents: places > 0 ? `.${fraction.slice(0, places)}` : '',
    tail: fixed ? tail : trimTail(tail, places),
  };
}

function trimTail(tail: string, places: number): string {
  const trimmed = tail.replace(/0+$/, '');
  return trimmed !== '' && places === 0 ? `.${trimmed}` : trimmed;
}

/** An amount in one piece: `−1,234.50`. */
export function formatAmount(amount: string, format?: AmountFormat): string {
  const { sign, whole, cents, tail } = formatAmountParts(amount, format);
  return sign + whole + cents + tail;
}

/** 18,244 in both languages. */
export function formatCount(count: number): string {
  return (count < 0 ? MINUS : '') + group(String(Math.abs(Math.trunc(count))));
}

function group(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Tenths of a percent as `5.2%`; the sign is left to the arrow beside it unless asked for. */
export function formatPerMille(perMille: number, { signed = false }: { signed?: boolean } = {}): string {
  const tenths = Math.abs(Math.round(perMille));
  const sign = signed && perMille !== 0 ? (perMille < 0 ? MINUS : '+') : '';
  return `${sign}${group(String(Math.trunc(tenths / 10)))}.${tenths % 10}%`;
}

/** Axis labels only: 15k, 1.2M; in Chinese 1.5万, 2亿. */
export function formatCompact(value: number, locale: FormatLocale): string {
  const steps = locale === 'zh-CN' ? zhSteps : enSteps;
  const size = Math.abs(value);
  const step = steps.find(({ from }) => size >= from);
  const text = step ? `${round(size / step.from)}${step.unit}` : String(round(size));
  return (value < 0 ? MINUS : '') + text;
}
const enSteps = [
  { from: 1e9, unit: 'B' },
  { from: 1e6, unit: 'M' },
  { from: 1e3, unit: 'k' },
];
const zhSteps = [
  { from: 1e8, unit: '亿' },
  { from: 1e4, unit: '万' },
];
const round = (value: number) => Math.round(value * 100) / 100;

interface DayParts {
  year: number;
  month: number;
  day: number;
}

function partsOfDay(day: string): DayParts {
  const [year = 1970, month = 1, date = 1] = day.slice(0, 10).split('-').map(Number);
  return { year, month, day: date };
}

const pad = (value: number) => String(value).padStart(2, '0');

export type DayStyle = 'long' | 'table' | 'short';

/**
 * A calendar day `YYYY-MM-DD` as it stands, in no zone.
 * long: 22 Nov 2026 / 2026年11月22日; table: 22 Nov 2026 / 2026-11-22; short: 22 Nov / 11-22
 */
export function formatDay(day: string, locale: FormatLocale, style: DayStyle = 'long'): string {
  const { year, month, day: date } = partsOfDay(day);
  if (locale === 'zh-CN') {
    if (style === 'long') return `${year}年${month}月${date}日`;
    return style === 'table' ? `${year}-${pad(month)}-${pad(date)}` : `${pad(month)}-${pad(date)}`;
  }
  const short = `${date} ${MONTHS[month - 1] ?? ''}`;
  return style === 'short' ? short : `${short} ${year}`;
}

/** The calendar day of an instant in a zone, `YYYY-MM-DD`. */
export function dayOf(instant: string, zone: Zone): string {
  return shifted(instant, zone).toISOString().slice(0, 10);
}

/** HH:MM, or HH:MM:SS, of an instant in a zone; the zone is not part of the text. */
export function formatTime(instant: string, zone: Zone, { seconds = false }: { seconds?: boolean } = {}): string {
  return shifted(instant, zone)
    .toISOString()
    .slice(11, seconds ? 19 : 16);
}

/** Day and time of an instant: 22 Nov 2026, 14:05 / 2026年11月22日 14:05. The zone stands in the head or beside it. */
export function formatInstant(instant: string, zone: Zone, format: { locale: FormatLocale; style?: DayStyle }): string {
  const { locale, style = 'long' } = format;
  const day = formatDay(dayOf(instant, zone), locale, style);
  return `${day}${locale === 'en' && style === 'long' ? ',' : ''} ${formatTime(instant, zone)}`;
}

function shifted(instant: string, zone: Zone): Date {
  return new Date(Date.parse(instant) + (zone === 'GMT+8' ? GMT8_MS : 0));
}

/** A cycle `YYYY-MM`. long: November 2026 / 2026年11月; short: Nov 2026 / 2026-11; month: Nov / 11月 */
export function formatCycle(cycle: string, locale: FormatLocale, style: 'long' | 'short' | 'month' = 'long'): string {
  const { year, month } = partsOfDay(`${cycle}-01`);
  if (locale === 'zh-CN') {
    if (style === 'month') return `${month}月`;
    return style === 'long' ? `${year}年${month}月` : `${year}-${pad(month)}`;
  }
  if (style === 'month') return MONTHS[month - 1] ?? '';
  return style === 'long' ? `${LONG_MONTHS[month - 1] ?? ''} ${year}` : `${MONTHS[month - 1] ?? ''} ${year}`;
}

/** Two days: 1–22 Nov 2026, 1 Jan – 22 Nov 2026 / 2026-11-01 至 11-22. */
export function formatRange(from: string, to: string, locale: FormatLocale): string {
  const first = partsOfDay(from);
  const last = partsOfDay(to);
  const sameYear = first.year === last.year;
  if (from.slice(0, 10) === to.slice(0, 10)) return formatDay(from, locale, locale === 'en' ? 'long' : 'table');
  if (locale === 'zh-CN') {
    return `${formatDay(from, locale, 'table')} 至 ${formatDay(to, locale, sameYear ? 'short' : 'table')}`;
  }
  if (sameYear && first.month === last.month) return `${first.day}–${formatDay(to, locale)}`;
  return `${formatDay(from, locale, sameYear ? 'short' : 'long')} – ${formatDay(to, locale)}`;
}

export interface Age {
  unit: 'minutes' | 'hours' | 'days';
  count: number;
}

/** How old an instant is, in the largest unit that gives at least one; under a minute counts as one. */
export function ageOf(instant: string, now: string): Age {
  const minutes = Math.max(1, Math.round((Date.parse(now) - Date.parse(instant)) / 60_000));
  if (minutes < 120) return { unit: 'minutes', count: minutes };
  const hours = Math.round(minutes / 60);
  return hours < 48 ? { unit: 'hours', count: hours } : { unit: 'days', count: Math.round(hours / 24) };
}
