import type { Field } from '@/lib/query/filters';

/** Values of one dimension that a view keeps, or leaves out. The empty text is what has no value. */
export interface ValueList {
  exclude: boolean;
  values: readonly string[];
}

const MOST_VALUES = 100;
const LONGEST_VALUE = 256;
const EMPTY = '\\e';

/**
 * Several values in one parameter: `a,b` keeps them, `!a,b` leaves them out. A comma or backslash in a value has a
 * backslash before it, so has a `!` that starts the first one; `\e` is the empty value. Absent is null.
 */
export function valueList(): Field<ValueList | null> {
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
      if (hasControlCharacter(raw)) return { problem: 'has control characters' };
      return { value: { exclude, values: [...new Set(values)] } };
    },
    write: (list) =>
      list === null || list.values.length === 0 ? '' : (list.exclude ? '!' : '') + list.values.map(escaped).join(','),
    schema: {
      type: 'string',
      maxLength: MOST_VALUES * (LONGEST_VALUE + 1),
      description: 'values joined by commas; a leading ! leaves them out; \\e is the empty value; \\ escapes',
    },
  };
}

function hasControlCharacter(raw: string): boolean {
  for (const character of raw) if (character < ' ' || character === '\u007f') return true;
  return false;
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
