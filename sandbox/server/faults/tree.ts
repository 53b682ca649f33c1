import { LosslessNumber, parse, stringify } from 'lossless-json';

/** A JSON object whose numbers are kept as their text, so that no amount passes through a double. */
export type Row = Record<string, unknown>;

export const readTree = (text: string): Row => parse(text) as Row;

export const writeTree = (tree: Row): string => stringify(tree) ?? '';

/** JSON text as a member; a number keeps its digits, sign and exponent. */
export const rawValue = (text: string): unknown => parse(text);

export const isNumber = (value: unknown): value is LosslessNumber => value instanceof LosslessNumber;

export const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isNumber(value);

/** Every object of a tree, the outermost first. */
export function* rowsOf(value: unknown): Generator<Row> {
  if (Array.isArray(value)) for (const one of value as unknown[]) yield* rowsOf(one);
  if (!isRow(value)) return;
  yield value;
  for (const member of Object.values(value)) yield* rowsOf(member);
}
