import 'server-only';

import { AppError } from '@/lib/http/errors';
import { unreadableAnswer } from './failure';

export interface PageOf<T> {
  /** `total_count` of the answer. */
  total: number;
  rows: readonly T[];
}

export interface ReadAllOptions {
  /** The most that the operation gives at once. */
  pageSize: number;
  /** A list longer than this is refused instead of read. */
  maxRows: number;
  /** Pages asked for at the same time; the quota paces them further. */
  parallel?: number;
}

export type FetchPage<T> = (page: { offset: number; limit: number }) => Promise<PageOf<T>>;

/**
 * Reads a whole list by offset: its first page, then the others side by side. The rows must be as many as every page
 * said there are; a list that changed meanwhile is read once more from the start.
 * @throws AppError `upstream_invalid` when it changed again, `bad_request` when it is longer than `maxRows`
 */
export async function readAll<T>(fetchPage: FetchPage<T>, options: ReadAllOptions): Promise<T[]> {
  const rows = (await readOnce(fetchPage, options)) ?? (await readOnce(fetchPage, options));
  if (rows) return rows;
  throw unreadableAnswer('the list changed while it was read. Try again in a moment');
}

/** @returns null when the pages do not make one list */
async function readOnce<T>(fetchPage: FetchPage<T>, options: ReadAllOptions): Promise<T[] | null> {
  const { pageSize, maxRows, parallel = 6 } = options;
  const first = await fetchPage({ offset: 0, limit: pageSize });
  if (first.total > maxRows) {
    throw new AppError(
      'bad_request',
      `There are ${first.total} rows, more than the ${maxRows} that can be read at once. Choose a narrower filter.`,
    );
  }
  if (first.rows.length >= first.total) return first.rows.length === first.total ? [...first.rows] : null;
  // Fewer than asked for, and not the end: the service gives smaller pages than documented, so step by what it gives.
  const step = first.rows.length;
  if (step === 0) return null;
  const offsets: number[] = [];
  for (let offset = step; offset < first.total; offset += step) offsets.push(offset);
  const pages: PageOf<T>[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < offsets.length; index = next++) {
      const offset = offsets[index] ?? 0;
      const page = await fetchPage({ offset, limit: step });
      pages[index] = page;
      const expected = Math.min(step, first.total - offset);
      // One page that does not fit spoils the reading, so the rest is not asked for.
      if (page.total !== first.total || page.rows.length !== expected) next = Infinity;
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, offsets.length) }, worker));
  if (next === Infinity) return null;
  return [first, ...pages].flatMap((page) => page.rows);
}
