import { z } from 'zod';
import { type Decimal, parseDecimal } from '@/lib/money';

/**
 * Building blocks of the response schemas. They read what lib/json.ts yields, where a JSON number is its own text,
 * so `1`, `"1"` and `1.0` mean the same (contract 5.1 has concepts that change their JSON type between operations).
 * Absent and null are one thing, null (contract 1.8); members that a schema does not name are dropped.
 */

/** What most amounts look like already; skips the full parser for them. */
const PLAIN_AMOUNT = /^(?:0|-?(?:[1-9]\d{0,15}(?:\.\d{0,9}[1-9])?|0\.\d{0,9}[1-9]))$/;
const TEXT_LIMIT = 65_536;

function readAmount(value: unknown): Decimal | null | undefined {
  if (value == null) return null;
  if (typeof value !== 'string') return undefined;
  // The pattern admits exactly the text that parseDecimal would give back unchanged.
  if (PLAIN_AMOUNT.test(value)) return value as Decimal;
  return parseDecimal(value) ?? undefined;
}

function readInteger(value: unknown): number | null | undefined {
  if (value == null) return null;
  const exact = readAmount(value);
  const number = Number(exact ?? 'NaN');
  return Number.isSafeInteger(number) ? number : undefined;
}

function readText(value: unknown): string | null | undefined {
  if (value == null) return null;
  return typeof value === 'string' && value.length <= TEXT_LIMIT ? value : undefined;
}

function readFlag(value: unknown): boolean | null | undefined {
  if (value == null) return null;
  if (value === 'true' || value === 'false') return value === 'true';
  return typeof value === 'boolean' ? value : undefined;
}

/** A field read by one function: `undefined` from it means that the value cannot be used. */
function field<T>(expected: string, read: (value: unknown) => T | undefined) {
  return z
    .unknown()
    .optional()
    .transform((value, context): T => {
      const result = read(value);
      if (result !== undefined) return result;
      context.issues.push({ code: 'custom', message: `expected ${expected}`, input: null });
      return z.NEVER;
    });
}

/** Exact amount or quantity; null when absent. More than 28 digits before or 10 after the point is an error. */
export const amount = () => field('an amount', readAmount);

/** Code or count kept as it is, known to us or not; null when absent. */
export const integer = () => field('an integer', readInteger);

export const text = () => field('text', readText);
export const flag = () => field('true or false', readFlag);

/** ISO 4217 code; an empty one means the default of the site and reads as null (contract 4.8). */
export const currency = () => field('a currency', (value) => (value === '' ? null : readText(value)));

/** A count that an answer cannot be used without. */
export const count = () =>
  field('a count', (value) => {
    const number = readInteger(value);
    return number != null && number >= 0 ? number : undefined;
  });

/** An identifier that an answer cannot be used without. */
export const id = () => field('an identifier', (value) => readText(value) || undefined);

export const optional = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);

/** A list; absent and null read as empty. */
export const list = <T extends z.ZodType>(row: T) =>
  z
    .array(row)
    .nullish()
    .transform((rows) => rows ?? []);
