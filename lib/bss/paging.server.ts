import 'server-only';

import { AppError } from '@/lib/http/errors';
import { unreadableAnswer } from './failure';
import { RowDigests } from './paging/row-digests';
import { type FetchPage, shuffled, walk, windowsOf } from './paging/windows';

export type { FetchPage, PageOf } from './paging/windows';

export interface ReadOptions {
  /** The most that the operation gives at once. */
  pageSize: number;
  /** A list longer than this is refused instead of read. */
  maxRows: number;
  /** Pages asked for at the same time; the quota paces them further. */
  parallel?: number;
}

export interface ProofOptions extends ReadOptions {
  /** Further readings that must agree with the first; see {@link readProven}. */
  agreeing?: number;
  /**
   * `any` for a service that orders the rows of a page another way each time: pages are then read again as they were
   * cut, and compared as multisets. The list that is given is right as a multiset, and says nothing about order.
   */
  order?: 'kept' | 'any';
  /** From 0 up to, not including, 1. */
  random?: () => number;
}

const PARALLEL = 4;
const COUNTED_READINGS = 2;
const PROVEN_READINGS = 4;

/**
 * Reads a whole list by offset once, which is enough for a page that is looked at: the rows are as many as every page
 * said there are. A row that moved over a page border while another moved the other way is not noticed. A list that
 * changed its count meanwhile is read once more from the start.
 * @throws AppError `upstream_invalid` when it changed again, `bad_request` when it is longer than `maxRows`
 */
export async function readCounted<T>(fetchPage: FetchPage<T>, options: ReadOptions): Promise<T[]> {
  for (let reading = 0; reading < COUNTED_READINGS; reading += 1) {
    const list = await readOnce(fetchPage, options, { probeEnd: false });
    if (list) return list.rows;
  }
  throw unreadableAnswer('the list changed while it was read. Try again in a moment');
}

/**
 * Reads a whole list by offset, and gives it only as it was at one instant of the reading.
 *
 * A list of one page is one answer, and there is nothing behind it. A longer one is read again, in other pages and
 * another order, after the first reading has ended. When every place has the same row in both, and none changed and
 * changed back in between, then each had that row at the instant between the readings: that is the proof. Equal counts
 * prove nothing, and rows are compared by place, never thrown together: two equal rows may both be right.
 *
 * What changes and changes back in step with the calls can hide from any number of readings that it foresees. So pages
 * and order are drawn by chance each time: such a list must guess at least one of two ways each time, and there are two
 * further readings, up to twelve of a short list, and more for a list that was seen moving.
 * @throws AppError `upstream_invalid` when the list kept changing or its count is not that of its rows, `bad_request`
 * when it is longer than `maxRows`
 */
export async function readProven<T>(fetchPage: FetchPage<T>, options: ProofOptions): Promise<T[]> {
  for (let reading = 0; reading < PROVEN_READINGS; reading += 1) {
    const list = await readOnce(fetchPage, options, { probeEnd: true });
    if (list && (list.isOneAnswer || (await isConfirmed(fetchPage, list, { ...options, moves: reading }))))
      return list.rows;
  }
  throw unreadableAnswer('the list kept changing while it was read, or its count is wrong. Try again later');
}

interface Reading<T> {
  rows: T[];
  /** Rows that the service gives at once. */
  step: number;
  isOneAnswer: boolean;
}

/** @returns null when the pages do not make one list */
async function readOnce<T>(
  fetchPage: FetchPage<T>,
  { pageSize, maxRows, parallel = PARALLEL }: ReadOptions,
  { probeEnd }: { probeEnd: boolean },
): Promise<Reading<T> | null> {
  const first = await fetchPage({ offset: 0, limit: pageSize });
  const { total } = first;
  if (total > maxRows) {
    throw new AppError(
      'bad_request',
      `There are ${total} rows, more than the ${maxRows} that can be read at once. Choose a narrower filter.`,
    );
  }
  const given = first.rows.length;
  if (given > Math.min(total, pageSize)) return null;
  // Fewer than asked for, and not the end: the service gives smaller pages than documented, so step by what it gives.
  const step = given > 0 && given < total ? given : pageSize;
  const rows = [...first.rows];
  const windows = windowsOf(total, { first: step, step }).slice(given > 0 ? 1 : 0);
  if (probeEnd) windows.push({ offset: total, limit: step });
  const accept = (offset: number, page: readonly T[]) => {
    for (const [index, row] of page.entries()) rows[offset + index] = row;
    return true;
  };
  if (!(await walk(fetchPage, windows, { total, parallel, accept }))) return null;
  return { rows, step, isOneAnswer: given === total };
}

/** About as many calls for a short list as for one of two dozen pages. */
const agreeingOf = (pages: number) => Math.min(12, Math.max(2, Math.ceil(48 / pages)));

async function isConfirmed<T>(
  fetchPage: FetchPage<T>,
  { rows, step }: Reading<T>,
  options: ProofOptions & { moves: number },
): Promise<boolean> {
  const { parallel = PARALLEL, random = Math.random, order = 'kept', moves } = options;
  const total = rows.length;
  const agreeing = (options.agreeing ?? agreeingOf(total / step)) + 2 * moves;
  const digests = new RowDigests(total);
  digests.keep(0, rows);
  const accept = (offset: number, page: readonly T[]) =>
    order === 'any' ? digests.matchAnyOrder(offset, page) : digests.match(offset, page);
  for (let pass = 0; pass < agreeing; pass += 1) {
    const first = order === 'any' ? step : 1 + Math.floor(random() * step);
    const windows = [...windowsOf(total, { first, step }), { offset: total, limit: step }];
    if (!(await walk(fetchPage, shuffled(windows, random), { total, parallel, accept }))) return false;
  }
  return true;
}
