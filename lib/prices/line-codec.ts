/**
 * The lines of an estimate as text short enough for an address:
 * `ec2*vm*s6.large.2.linux*ap-southeast-3*2 ebs*volume*GPSSD*ap-southeast-3*2*100*17`.
 * Spaces part lines and stars part fields, as both stay short in a query string; what is usual is left out at the end.
 */

/** A line without the ID that a request gives it. */
export interface EstimateLine {
  serviceTypeCode: string;
  resourceTypeCode: string;
  resourceSpec: string;
  region: string;
  quantity: number;
  /** Disk GB, bandwidth Mbps: for what is sold by size; comes with its unit. */
  size: number | null;
  sizeMeasureId: number | null;
  usageFactor: string;
  usageMeasureId: number;
  /** Plain decimal text in the unit of `usageMeasureId`; null means the hours of the estimate. */
  usagePerMonth: string | null;
  availableZone: string | null;
}

export const MAX_LINES = 50;
export const MAX_QUANTITY = 10_000;
/** The upstream's own odd bound (contract 2.a.1). */
export const MAX_INTEGER = 214_783_647;
export const USAGE_PATTERN = /^\d{1,9}(\.\d{1,6})?$/;
export const HOUR_MEASURE = 4;
export const DEFAULT_FACTOR = 'Duration';

const MAX_TEXT = 16_000;
const SERVICE = 'hws.service.type.';
const RESOURCE = 'hws.resource.type.';
const PLAIN_END = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const DIGITS = /^\d{1,9}$/;

export type Decoded = { value: readonly EstimateLine[] } | { problem: string };

export function encodeLines(lines: readonly EstimateLine[]): string {
  return lines.map(encodeLine).join(' ');
}

export function decodeLines(text: string): Decoded {
  if (text.length > MAX_TEXT) return { problem: `is longer than ${MAX_TEXT} characters` };
  const parts = text.split(' ').filter((part) => part !== '');
  if (parts.length > MAX_LINES) return { problem: `has more than ${MAX_LINES} lines` };
  const lines: EstimateLine[] = [];
  for (const [index, part] of parts.entries()) {
    const line = decodeLine(part);
    if (!line) return { problem: `cannot be read at line ${index + 1}` };
    lines.push(line);
  }
  return { value: lines };
}

function encodeLine(line: EstimateLine): string {
  const fields = [
    shortCode(line.serviceTypeCode, SERVICE),
    shortCode(line.resourceTypeCode, RESOURCE),
    encode(line.resourceSpec),
    encode(line.region),
    line.quantity === 1 ? '' : String(line.quantity),
    line.size === null ? '' : String(line.size),
    line.sizeMeasureId === null ? '' : String(line.sizeMeasureId),
    line.usageFactor === DEFAULT_FACTOR ? '' : encode(line.usageFactor),
    line.usageMeasureId === HOUR_MEASURE ? '' : String(line.usageMeasureId),
    line.usagePerMonth ?? '',
    encode(line.availableZone ?? ''),
  ];
  while (fields.at(-1) === '') fields.pop();
  return fields.join('*');
}

function decodeLine(text: string): EstimateLine | null {
  const fields = text.split('*').map(decode);
  if (fields.length < 4 || fields.length > 11) return null;
  const [service, type, spec, region, quantity, size, sizeMeasure, factor, measure, usage, zone] = fields;
  const line = {
    serviceTypeCode: longCode(service, SERVICE),
    resourceTypeCode: longCode(type, RESOURCE),
    resourceSpec: spec ?? '',
    region: region ?? '',
    quantity: integer(quantity, { min: 1, max: MAX_QUANTITY, absent: 1 }),
    size: integer(size, { min: 1, max: MAX_INTEGER, absent: null }),
    sizeMeasureId: integer(sizeMeasure, { min: 0, max: MAX_INTEGER, absent: null }),
    usageFactor: factor || DEFAULT_FACTOR,
    usageMeasureId: integer(measure, { min: 0, max: 9999, absent: HOUR_MEASURE }),
    usagePerMonth: usage || null,
    availableZone: zone || null,
  };
  return isLine(line) ? line : null;
}

type Unchecked = { [K in keyof EstimateLine]: EstimateLine[K] | undefined };

function isLine(line: Unchecked): line is EstimateLine {
  const { quantity, size, sizeMeasureId, usageMeasureId, usagePerMonth } = line;
  return (
    quantity !== undefined &&
    size !== undefined &&
    sizeMeasureId !== undefined &&
    usageMeasureId !== undefined &&
    isCode(line.serviceTypeCode, 64) &&
    isCode(line.resourceTypeCode, 64) &&
    isCode(line.resourceSpec, 400) &&
    isCode(line.region, 64) &&
    isCode(line.usageFactor, 400) &&
    (line.availableZone === null || isCode(line.availableZone, 64)) &&
    (size === null) === (sizeMeasureId === null) &&
    (usagePerMonth === null || (usagePerMonth !== undefined && USAGE_PATTERN.test(usagePerMonth)))
  );
}

/** Printable, not blank at either end: what a code can be, known to us or not. */
export function isCode(text: string | null | undefined, maxLength: number): boolean {
  if (!text || text.length > maxLength || text !== text.trim() || !text.isWellFormed()) return false;
  for (const character of text) if (character < ' ' || character === '\u007f') return false;
  return true;
}

function integer<D extends number | null>(text: string | undefined, range: { min: number; max: number; absent: D }) {
  if (!text) return range.absent;
  const value = DIGITS.test(text) ? Number(text) : Number.NaN;
  return value >= range.min && value <= range.max ? value : undefined;
}

function shortCode(code: string, prefix: string): string {
  const end = code.startsWith(prefix) ? code.slice(prefix.length) : '';
  return PLAIN_END.test(end) ? end : `!${encode(code)}`;
}

function longCode(field: string | undefined, prefix: string): string {
  if (field?.startsWith('!')) return field.slice(1);
  return field ? prefix + field : '';
}

/** Leaves letters, digits and `-_.` as they are; the star is ours. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll('*', '%2A');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Text that is no code at all, so that the line is refused.
    return '\u007f';
  }
}
