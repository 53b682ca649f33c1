import { AppError } from '@/lib/http/errors';

/** A place between two lines: right after or right before the line with this sort value and id. */
export interface Position {
  side: 'after' | 'before';
  /** Sort value as text; amounts as exact decimals. */
  value: string;
  id: string;
}

/** Opaque to callers. Carries its sort, so that a cursor of another order is refused instead of skipping lines. */
export function encodeCursor(sort: string, { side, value, id }: Position): string {
  return Buffer.from(JSON.stringify([sort, side === 'after' ? 'a' : 'b', value, id]), 'utf8').toString('base64url');
}

/** @throws AppError `bad_request` for text that is no cursor of this sort */
export function decodeCursor(sort: string, cursor: string): Position {
  const parts = readParts(cursor);
  const [sortedBy, side, value, id] = parts ?? [];
  if (sortedBy !== sort || (side !== 'a' && side !== 'b') || value === undefined || id === undefined) {
    throw new AppError('bad_request', 'cursor is not a cursor of an answer with the same sort', { field: 'cursor' });
  }
  return { side: side === 'a' ? 'after' : 'before', value, id };
}

function readParts(cursor: string): string[] | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) && parts.length === 4 && parts.every((part) => typeof part === 'string') ? parts : null;
  } catch {
    return null;
  }
}
