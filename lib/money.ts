/**
 * Exact decimal text such as "-12.5": no exponent, no leading plus, no trailing zeros, never "-0".
 * Money and usage quantities travel as this text from the wire to the screen; a JS number appears only as pixels.
 */
export type Decimal = string & { readonly __decimal: unique symbol };

/** An amount never travels without its currency (ISO 4217). `amount` carries at least 8 decimals. */
export interface Money {
  amount: string;
  currency: string;
}

/** Prices have up to 10 decimals, bills 8 (contract 5.1); the ledger stores Decimal(38,10). */
const SCALE = 10;
/** Of a bill (contract 5.1). */
const PLACES = 8;
const ZEROS = '0'.repeat(SCALE);
const MAX_WHOLE_DIGITS = 28;
/** Many times what an amount has; longer texts are none. */
const LONGEST_TEXT = 1000;
const UNIT = 10n ** BigInt(SCALE);
const JSON_NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/;

export const ZERO = '0' as Decimal;

/**
 * Reads the text of a JSON number ("1", "-0.10", "1e-7") exactly.
 * @returns null when the text is no number, or cannot be held with 28 digits before and 10 after the point.
 */
export function parseDecimal(text: string): Decimal | null {
  // What trims zeros below takes the square of their number: a long text would hold the process up for minutes.
  const match = text.length > LONGEST_TEXT ? null : JSON_NUMBER.exec(text.trim());
  if (!match) return null;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const shift = Number(exponent);
  const digits = whole + fraction;
  const point = whole.length + shift;
  const left = point <= 0 ? '' : digits.slice(0, point).padEnd(point, '0');
  const right = (point < 0 ? '0'.repeat(-point) + digits : digits.slice(Math.max(point, 0))).replace(/0+$/, '');
  const trimmed = left.replace(/^0+/, '');
  if (right.length > SCALE || trimmed.length > MAX_WHOLE_DIGITS) return null;
  const plain = (trimmed || '0') + (right ? `.${right}` : '');
  return (sign && plain !== '0' ? `-${plain}` : plain) as Decimal;
}

/** {@link parseDecimal} for text that must be a number. @throws RangeError */
export function decimal(text: string): Decimal {
  const parsed = parseDecimal(text);
  if (parsed === null) throw new RangeError(`not an exact decimal: ${text.slice(0, 40)}`);
  return parsed;
}

/** Scaled integer of a decimal (10 places): the form in which sums and comparisons are done. */
export function toUnits(amount: Decimal): bigint {
  const point = amount.indexOf('.');
  if (point < 0) return BigInt(amount + ZEROS);
  // Views read thousands of sums at once: no parts, and the sign stays where it is.
  return BigInt(amount.slice(0, point) + amount.slice(point + 1) + ZEROS.slice(amount.length - point - 1));
}

export const fromUnits = (units: bigint): Decimal => textOf(units, 0) as Decimal;

/** {@link padDecimals} of {@link fromUnits}, for views that write thousands of sums. */
export const paddedUnits = (units: bigint): string => textOf(units, PLACES);

function textOf(units: bigint, places: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(SCALE + 1, '0');
  const point = digits.length - SCALE;
  let end = digits.length;
  while (end > point + places && digits[end - 1] === '0') end -= 1;
  const text = end === point ? digits.slice(0, point) : `${digits.slice(0, point)}.${digits.slice(point, end)}`;
  return units < 0n ? `-${text}` : text;
}

export function sum(amounts: Iterable<Decimal>): Decimal {
  let total = 0n;
  for (const amount of amounts) total += toUnits(amount);
  return fromUnits(total);
}

export const add = (a: Decimal, b: Decimal): Decimal => fromUnits(toUnits(a) + toUnits(b));
export const subtract = (a: Decimal, b: Decimal): Decimal => fromUnits(toUnits(a) - toUnits(b));
export const negate = (a: Decimal): Decimal => fromUnits(-toUnits(a));
export const isZero = (a: Decimal): boolean => toUnits(a) === 0n;

/** Exact product with a whole number (12 months, 3 servers). */
export const times = (a: Decimal, count: number): Decimal => fromUnits(toUnits(a) * BigInt(count));

export function compare(a: Decimal, b: Decimal): number {
  const difference = toUnits(a) - toUnits(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Decimal text with at least `places` decimals ("12.50000000"); never drops a digit. */
export function padDecimals(amount: Decimal, places = PLACES): string {
  const [whole = '0', fraction = ''] = amount.split('.');
  return places === 0 && !fraction ? whole : `${whole}.${fraction.padEnd(places, '0')}`;
}

export function money(amount: Decimal, currency: string): Money {
  return { amount: padDecimals(amount), currency };
}

/** Sums one amount per currency: two currencies are never added. Order: first seen. */
export function sumByCurrency(amounts: Iterable<Money>): Money[] {
  const units = new Map<string, bigint>();
  for (const { amount, currency } of amounts) {
    units.set(currency, (units.get(currency) ?? 0n) + toUnits(decimal(amount)));
  }
  return [...units].map(([currency, total]) => money(fromUnits(total), currency));
}

/**
 * Rounds half away from zero, once, for display. The only place where digits of an amount are dropped.
 * @returns text with exactly `places` decimals; a value that rounds to zero has no sign.
 */
export function roundForDisplay(amount: Decimal, places: number): string {
  const units = toUnits(amount);
  const step = 10n ** BigInt(SCALE - places);
  const magnitude = units < 0n ? -units : units;
  const rounded = (magnitude + step / 2n) / step;
  const digits = rounded.toString().padStart(places + 1, '0');
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return units < 0n && rounded !== 0n ? `-${text}` : text;
}

/** A quotient, half away from zero; `by` is positive. */
export function divideRounded(units: bigint, by: bigint): bigint {
  const magnitude = units < 0n ? -units : units;
  const result = (magnitude + by / 2n) / by;
  return units < 0n ? -result : result;
}

/** Change from `before` to `after` in tenths of a percent, rounded half away from zero, or null when there is nothing to compare with. */
export function changePerMille(before: Decimal, after: Decimal): number | null {
  const base = toUnits(before);
  if (base === 0n) return null;
  const magnitude = base < 0n ? -base : base;
  return Number(divideRounded((toUnits(after) - base) * 1000n, magnitude));
}

/** Pixels only: a chart can afford the rounding that a figure cannot. */
export const toPlotNumber = (amount: Decimal): number => Number(toUnits(amount)) / Number(UNIT);
