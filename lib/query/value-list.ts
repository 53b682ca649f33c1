import type { Field } from './filters';

/** Values of one dimension that are kept, or left out. The empty text is what has no value. */
export interface ValueList {
  exclude: boolean;
  values: readonly string[];
}

export const MOST_VALUES = 100;
export const LONGEST_VALUE = 256;
/** No code of the contract is negative. */
const CODE = /^\d{1,9}$/;
const EMPTY = '\\e';
const SYNTAX = 'values joined by commas; a leading ! leaves them out; \\e is the empty value; \\ escapes';

/**
 * Several values in one parameter: `a,b` keeps them, `!a,b` leaves them out. A comma or backslash in a value has a
 * backslash before it, so has a `!` that starts the first one; `\e` is the empty value. Absent is null.
 * @param codes values are codes of the contract, which are numbers; those that nobody knows yet are such too
 */
export function valueList({ codes = false, about }: { codes?: boolean; about?: string } = {}): Field<ValueList | null> {
  return {
    fallback: null,
    read(raw) {
      const exclude = raw.startsWith('!');
      if (raw === '!') return { problem: `names nothing to leave out; !${EMPTY} leaves out what has no value` };
      const values = split(exclude ? raw.slice(1) : raw);
      if (values === null) return { problem: 'has a backslash that escapes nothing' };
      if (values.length > MOST_VALUES) return { problem: `has more than ${MOST_VALUES} values` };
      if (values.some((value) => value.length > LONGEST_VALUE)) {
        return { problem: `has a value longer than ${LONGEST_VALUE} characters` };
      }
      if (raw.includes('\0')) return { problem: 'has a character that no value has' };
      if (codes && values.some((value) => value !== '' && !CODE.test(value))) {
        return { problem: 'has a value that is no code' };
      }
      return { value: { exclude, values: [...new Set(values)] } };
    },
    write: (list) =>
      list === null || list.values.length === 0 ? '' : (list.exclude ? '!' : '') + list.values.map(escaped).join(','),
    schema: {
      type: 'string',
      maxLength: MOST_VALUES * (LONGEST_VALUE + 1),
      description: `${about ? `${about}; ` : ''}${SYNTAX}`,
    },
  };
}

function escaped(value: string, index: number): string {
  if (value === '') return EMPTY;
  const plain = value.replace(/[\\,]/g, '\\$&');
  return index === 0 && plain.startsWith('!') ? `\\${plain}` : plain;
}

function split(text: string): string[] | null {
  const values: string[] = [];
  let current = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === ',') {
      values.push(current);
      current = '';
    } else if (character !== '\\') current += character;
    else {
      at += 1;
      const next = text[at];
      if (next === undefined || !'\\,!e'.includes(next)) return null;
      current += next === 'e' ? '' : next;
    }
  }
  values.push(current);
  return values;
}

/** A list with a value put in or taken out; null when nothing is left. */
export function toggled(list: ValueList | null, value: string): ValueList | null {
  const { exclude = false, values = [] } = list ?? {};
  const next = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
  return next.length === 0 ? null : { exclude, values: next };
}

/** A list that keeps one value. */
export const only = (value: string): ValueList => ({ exclude: false, values: [value] });

/** The one value that a list keeps; null when it is another kind of list. */
export const onlyValue = (list: ValueList | null): string | null =>
  list !== null && !list.exclude && list.values.length === 1 ? (list.values[0] ?? null) : null;

/** A list as it stands in an address. */
export const listText = (list: ValueList): string => valueList().write(list);
