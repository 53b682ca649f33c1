import { formatUnits, type Units } from './amounts';
import { decimalText, type Decimal } from './decimal';

/** JSON text that is already right, such as an exact number. */
export class Raw {
  constructor(readonly text: string) {}
}

export type Json = string | number | boolean | null | Raw | readonly Json[] | { readonly [name: string]: Json };

export const amount = (units: Units): Raw => new Raw(formatUnits(units));
export const exact = (value: Decimal): Raw => new Raw(decimalText(value));

/** Serialises with amounts as exact JSON numbers; a plain number must be a whole one. */
export function toJson(value: Json): string {
  if (value instanceof Raw) return value.text;
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new TypeError(`not an exact number: ${value}`);
    return String(value);
  }
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(toJson).join(',')}]`;
  const members = Object.entries(value as { readonly [name: string]: Json });
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${toJson(member)}`).join(',')}}`;
}
