import type { Parameters } from '../statement';

/** Codes that are kept, or left out. */
export interface Codes {
  exclude: boolean;
  values: readonly string[];
}

/** The condition of a list of codes; none when it leaves them open. */
export function* codesCondition(
  codes: Codes | null,
  isAmong: (values: readonly string[]) => string,
): Generator<string> {
  if (codes === null) return;
  const among = `(${isAmong(codes.values)})`;
  yield codes.exclude ? `NOT ${among}` : among;
}

/** A column of text that is one of these; alone, it is compared as it stands. */
export function isOneOf(column: string, values: readonly string[], parameters: Parameters): string {
  const [one] = values;
  return values.length === 1 && one !== undefined
    ? `${column} = ${parameters.bind(one, 'String')}`
    : `${column} IN ${parameters.bind(values, 'Array(String)')}`;
}

/** What an absent code of the contract is inside the engine; no code is negative. */
const NO_NUMBER = -1;

/** The same of a code of the contract, which may be absent: the empty text. */
export function isOneNumberOf(column: string, values: readonly string[], parameters: Parameters): string {
  const codes = values.map((value) => (value === '' ? NO_NUMBER : Number(value)));
  return `ifNull(${column}, ${NO_NUMBER}) IN ${parameters.bind(codes, 'Array(Int32)')}`;
}
