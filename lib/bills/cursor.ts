import type { Cycle } from '@/lib/cycles';
import { AppError } from '@/lib/http/errors';
import { parseRowId, rowId } from './row-id';

/** A place between two lines: right after or right before this one. */
export interface Position {
  side: 'after' | 'before';
  place: {
    /** Sort value as text; amounts as exact decimals. */
    value: string;
    account: string;
    cycle: string;
    position: number;
  };
}

/** Of which lines, in which order, a cursor can be a place. */
export interface Listing {
  sort: string;
  cycles: readonly Cycle[];
}

export type LineList = 'usage' | 'expenditures';

/** First of a cursor, where the filters look for it: what is a place in one list is none in the other. */
export const cursorLetters: Readonly<Record<LineList, string>> = { usage: 'u', expenditures: 'e' };

/** Opaque to callers, and made of what a browser has too. Carries its list and sort, so that a cursor of another order is refused instead of skipping lines. */
export function encodeCursor({ list, sort }: { list: LineList; sort: string }, { side, place }: Position): string {
  const { value, account, cycle, position } = place;
  const parts = [sort, side === 'after' ? 'a' : 'b', value, rowId(account, cycle, position)];
  const bytes = new TextEncoder().encode(JSON.stringify(parts));
  const base64 = btoa(String.fromCharCode(...bytes));
  return cursorLetters[list] + base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** @returns null for text that is no place in these lines; a page shows its first lines then */
export function readCursor({ sort, cycles }: Listing, cursor: string): Position | null {
  const [sortedBy, side, value, id] = readParts(cursor.slice(1)) ?? [];
  const line = id === undefined ? null : parseRowId(id);
  if (sortedBy !== sort || value === undefined || !line || !(cycles as readonly string[]).includes(line.cycle)) {
    return null;
  }
  if (side !== 'a' && side !== 'b') return null;
  return { side: side === 'a' ? 'after' : 'before', place: { value, ...line } };
}

/** @throws AppError `bad_request` for text that is no place in these lines */
export function decodeCursor(listing: Listing, cursor: string): Position {
  const position = readCursor(listing, cursor);
  if (position) return position;
  const message = 'cursor is not one that an answer with the same list, sort and months gave';
  throw new AppError('bad_request', message, { field: 'cursor' });
}

function readParts(cursor: string): string[] | null {
  try {
    const binary = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const parts: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return Array.isArray(parts) && parts.length === 4 && parts.every((part) => typeof part === 'string') ? parts : null;
  } catch {
    return null;
  }
}
