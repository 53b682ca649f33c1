import { z } from 'zod';
import { type Decimal, parseDecimal } from '@/lib/money';
import { RecordColumns } from '@/lib/record-columns';

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
  if (typeof value !== 'string' || value.length > TEXT_LIMIT) return undefined;
  // Half a surrogate pair, which an escape can spell, has no UTF-8 form: nothing could keep it as it is.
  return value.isWellFormed() ? value : value.toWellFormed();
}

function readFlag(value: unknown): boolean | null | undefined {
  if (value == null) return null;
  if (value === 'true' || value === 'false') return value === 'true';
  return typeof value === 'boolean' ? value : undefined;
}

interface Reader {
  expected: string;
  read: (value: unknown) => unknown;
}
const readers = new WeakMap<z.ZodType, Reader>();

/** A field read by one function: `undefined` from it means that the value cannot be used. */
function field<T>(expected: string, read: (value: unknown) => T | undefined) {
  const schema = z
    .unknown()
    .optional()
    .transform((value, context): T => {
      const result = read(value);
      if (result !== undefined) return result;
      context.issues.push({ code: 'custom', message: `expected ${expected}`, input: null });
      return z.NEVER;
    });
  readers.set(schema, { expected, read });
  return schema;
}

/**
 * `z.object` for rows that come by the thousand: its fields are read in one loop, in a fifth of the time. Members that
 * are not named are dropped, and what cannot be used is told with the same path.
 */
export function record<Shape extends z.ZodRawShape>(shape: Shape): z.ZodType<z.output<z.ZodObject<Shape>>> {
  const members = Object.entries(shape).map(([name, schema]) => ({
    name,
    read: readers.get(schema as z.ZodType) ?? null,
    schema: schema as z.ZodType,
  }));
  const empty = objectOf(Object.keys(shape));
  return z.unknown().transform((value, context): z.output<z.ZodObject<Shape>> => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      context.issues.push({ code: 'custom', message: 'expected an object', input: null });
      return z.NEVER;
    }
    const given = value as Readonly<Record<string, unknown>>;
    const taken: Record<string, unknown> = { ...empty };
    for (const { name, read, schema } of members) {
      if (!read) {
        const parsed = schema.safeParse(given[name]);
        if (parsed.success) taken[name] = parsed.data;
        else for (const issue of parsed.error.issues) pushAt(context, [name, ...issue.path], issue.message);
        continue;
      }
      const result = read.read(given[name]);
      if (result === undefined) pushAt(context, [name], `expected ${read.expected}`);
      else taken[name] = result;
    }
    // The shape names the members, and each was read by its own schema.
    return taken as z.output<z.ZodObject<Shape>>;
  });
}

/**
 * An object with these members, null. Made by the parser and then copied, it stays a struct with fixed places; one that
 * gets fifty members by name becomes a hash table, which takes several times as long to fill and to read.
 */
const objectOf = (names: readonly string[]): Record<string, unknown> =>
  JSON.parse(`{${names.map((name) => `${JSON.stringify(name)}:null`).join(',')}}`) as Record<string, unknown>;

/** How each member of a row is read, and a row of which all are absent; `undefined` from a reader is no value. */
export function memberReaders(shape: z.ZodRawShape) {
  const absent = objectOf(Object.keys(shape));
  const byName = new Map<string, (value: unknown) => unknown>();
  for (const [name, schema] of Object.entries(shape)) {
    const type = schema as z.ZodType;
    const reader = readers.get(type);
    const read = reader?.read ?? ((value: unknown) => type.safeParse(value).data);
    byName.set(name, read);
    absent[name] = read(undefined);
  }
  return { readers: byName, absent };
}

function pushAt(context: z.RefinementCtx, path: PropertyKey[], message: string): void {
  context.issues.push({ code: 'custom', path, message, input: null });
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

/** A list of many rows, by their members; absent and null read as empty. */
export const columns = <T extends z.ZodType<object>>(row: T) => list(row).transform((rows) => RecordColumns.of(rows));

/** A list; absent and null read as empty. */
export const list = <T extends z.ZodType>(row: T) =>
  z
    .array(row)
    .nullish()
    .transform((rows) => rows ?? []);
