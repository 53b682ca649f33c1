/**
 * URL filters: one definition of each filter set serves the page, the browser and the API.
 * Hand-written instead of zod because the browser carries it on every page (ADR 0005).
 */
export interface Field<T> {
  /** The value when the parameter is absent. */
  readonly fallback: T;
  /** @returns the value, or a sentence that says what would have been right. */
  read(raw: string): { value: T } | { problem: string };
  write(value: T): string;
  /** JSON Schema of the parameter, for the OpenAPI document. */
  readonly schema: Readonly<Record<string, unknown>>;
}

export type FieldSet = Record<string, Field<unknown>>;
export type FilterValues<F extends FieldSet> = { [K in keyof F]: F[K] extends Field<infer T> ? T : never };

export interface FilterProblem {
  field: string;
  problem: string;
  /** Filters that contradict each other: none of the address is kept. */
  all?: true;
}

export type RawParams = URLSearchParams | Record<string, string | string[] | undefined>;

export interface Filters<F extends FieldSet> {
  readonly fields: F;
  /** Reads every known parameter; wrong ones fall back and are reported, unknown ones are reported. */
  parse(raw: RawParams): { values: FilterValues<F>; problems: FilterProblem[] };
  /** The shortest query string that reads back as `values` (no leading `?`). */
  toSearch(values: Partial<FilterValues<F>>): string;
}

/** The range checks between fields (`from` ≤ `to`, not both `cycle` and `from`). */
export type CrossCheck<F extends FieldSet> = (values: FilterValues<F>) => FilterProblem[];

export function defineFilters<F extends FieldSet>(fields: F, crossCheck?: CrossCheck<F>): Filters<F> {
  const names = Object.keys(fields);
  const defaults = () => Object.fromEntries(names.map((name) => [name, fields[name]?.fallback])) as FilterValues<F>;
  return {
    fields,
    parse(raw) {
      const given = collect(raw);
      const values: Record<string, unknown> = defaults();
      const problems: FilterProblem[] = [];
      for (const [name, texts] of given) {
        const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
        if (!field)
          problems.push({
            field: name,
            problem: `is not a filter here; ${names.length > 0 ? `known are ${names.join(', ')}` : 'there are none'}`,
          });
        else if (texts.length > 1) problems.push({ field: name, problem: 'is given more than once' });
        else {
          const result = texts[0] === '' ? { value: field.fallback } : field.read(texts[0] ?? '');
          if ('problem' in result) problems.push({ field: name, problem: result.problem });
          else values[name] = result.value;
        }
      }
      const contradictions = crossCheck?.(values as FilterValues<F>) ?? [];
      problems.push(...contradictions.map((problem) => ({ ...problem, all: true as const })));
      return { values: contradictions.length > 0 ? defaults() : (values as FilterValues<F>), problems };
    },
    toSearch(values) {
      const search = new URLSearchParams();
      for (const name of names) {
        const field = fields[name];
        const value = values[name];
        if (!field || value === undefined || value === null) continue;
        const text = field.write(value);
        if (text !== '' && value !== field.fallback) search.set(name, text);
      }
      return search.toString();
    },
  };
}

function collect(raw: RawParams): Map<string, string[]> {
  const given = new Map<string, string[]>();
  const entries =
    raw instanceof URLSearchParams
      ? [...raw].map(([name, value]) => [name, [value]] as const)
      : Object.entries(raw).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, Array.isArray(value) ? value : [value]] as const],
        );
  for (const [name, values] of entries) given.set(name, [...(given.get(name) ?? []), ...values]);
  return given;
}

/** Free text, matched as it stands. Absent is null. */
export function text(maxLength = 100): Field<string | null> {
  return {
    fallback: null,
    read: (raw) =>
      raw.length > maxLength
        ? { problem: `is longer than ${maxLength} characters` }
        : raw.includes('\0')
          ? { problem: 'has a character that no text has' }
          : { value: raw },
    write: (value) => value ?? '',
    schema: { type: 'string', maxLength },
  };
}

/** One of a closed list of words. Absent is `fallback`. */
export function oneOf<const T extends string, const D extends T | null>(
  words: readonly T[],
  fallback: D,
): Field<T | D> {
  return {
    fallback,
    read: (raw) =>
      (words as readonly string[]).includes(raw)
        ? { value: raw as T }
        : { problem: `is not one of ${words.join(', ')}` },
    write: (value) => value ?? '',
    schema: { type: 'string', enum: words, ...(fallback === null ? {} : { default: fallback }) },
  };
}

/** A field with a word more in the API's description. */
export function described<T>(field: Field<T>, description: string): Field<T> {
  return { ...field, schema: { ...field.schema, description } };
}

/** A whole number within bounds. */
export function integer<const D extends number | null>(
  bounds: { min: number; max: number },
  fallback: D,
): Field<number | D> {
  return {
    fallback,
    read: (raw) => {
      const value = /^-?\d{1,10}$/.test(raw) ? Number(raw) : Number.NaN;
      return value >= bounds.min && value <= bounds.max
        ? { value }
        : { problem: `is not a whole number from ${bounds.min} to ${bounds.max}` };
    },
    write: (value) => (value === null ? '' : String(value)),
    schema: {
      type: 'integer',
      minimum: bounds.min,
      maximum: bounds.max,
      ...(fallback === null ? {} : { default: fallback }),
    },
  };
}

/** Text of a fixed form; `form` is what the reader is told ("a month YYYY-MM"). */
export function pattern(regex: RegExp, form: string): Field<string | null> {
  return {
    fallback: null,
    read: (raw) => (regex.test(raw) ? { value: raw } : { problem: `is not ${form}` }),
    write: (value) => value ?? '',
    schema: { type: 'string', pattern: regex.source },
  };
}

/** A sort column, descending with a leading minus: `-createTime`. */
export function sortBy<const T extends string, const D extends T | `-${T}`>(
  columns: readonly T[],
  fallback: D,
): Field<T | `-${T}`> {
  return oneOf([...columns, ...columns.map((column) => `-${column}` as const)], fallback) as Field<T | `-${T}`>;
}

export const month = () => pattern(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month YYYY-MM');
/** `isDay` tells whether there is such a day. */
export const day = () => pattern(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a day YYYY-MM-DD');
export const isDay = (text: string): boolean => new Date(`${text}T00:00:00Z`).toISOString().slice(0, 10) === text;
export const accountId = () => pattern(/^[A-Za-z0-9_-]{1,64}$/, 'an account (domain) ID');
export const pageField = () => integer({ min: 1, max: 100_000 }, 1);
export const pageSizeField = (fallback = 50) => integer({ min: 1, max: 200 }, fallback);
/** Opaque position in a list of bill lines; `first` is the letter of the list. */
export const cursorField = (first: string) =>
  pattern(new RegExp(`^${first}[A-Za-z0-9_-]{1,700}$`), 'a cursor of an earlier answer of this list');

export function splitSort(sort: string): { column: string; descending: boolean } {
  return sort.startsWith('-') ? { column: sort.slice(1), descending: true } : { column: sort, descending: false };
}
