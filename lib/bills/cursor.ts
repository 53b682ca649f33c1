import { AppError } from '@/lib/http/errors';

/** A place between two lines: right after or right before the line with this sort value and id. */
export interface Position {
  side: 'after' | 'before';
  /** Sort value as text; amounts as exact decimals. */
  value: string;
  id: string;
}

/** Opaque to callers, and made of what a browser has too. Carries its sort, so that a cursor of another order is refused instead of skipping lines. */
export function encodeCursor(sort: string, { side, value, id }: Position): string {
  const bytes = new TextEncoder().encode(JSON.stringify([sort, side === 'after' ? 'a' : 'b', value, id]));
  const base64 = btoa(String.fromCharCode(...bytes));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Whether the address may ask for this place; a page shows its first lines otherwise. */
export function isCursorOf(sort: string, cursor: string): boolean {
  const [sortedBy, side] = readParts(cursor) ?? [];
  return sortedBy === sort && (side === 'a' || side === 'b');
}

/** @throws AppError `bad_request` for text that is no cursor of this sort */
export function decodeCursor(sort: string, cursor: string): Position {
  const [, side, value, id] = readParts(cursor) ?? [];
  if (!isCursorOf(sort, cursor) || value === undefined || id === undefined) {
    throw new AppError('bad_request', 'cursor is not one that an answer with the same sort gave', { field: 'cursor' });
  }
  return { side: side === 'a' ? 'after' : 'before', value, id };
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
