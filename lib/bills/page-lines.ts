import { decodeCursor, encodeCursor } from './cursor';
import type { BillLine } from './match';
import type { LineOrder, Ranked } from './order-lines';

/** Lines of one account and cycle, filtered and in order. */
export type RankedPart<L extends BillLine> = readonly Ranked<L>[];

export interface LinePage<L> {
  items: L[];
  /** Matching lines before the first item. */
  start: number;
  total: number;
  nextCursor: string | null;
  prevCursor: string | null;
}

interface PageRequest {
  cursor: string | null;
  pageSize: number;
}

/**
 * A page of the parts merged in order, without merging what lies before or after it.
 * @throws AppError `bad_request` for a cursor of another sort
 */
export function pageLines<L extends BillLine>(
  parts: readonly RankedPart<L>[],
  order: LineOrder,
  { cursor, pageSize }: PageRequest,
): LinePage<L> {
  const total = parts.reduce((count, part) => count + part.length, 0);
  const starts = startsOf(parts, order, { cursor, pageSize });
  const page: Ranked<L>[] = [];
  const merged = mergeFrom(parts, order, starts);
  while (page.length < pageSize) {
    const next = merged.next();
    if (next.done) break;
    page.push(next.value);
  }
  const start = starts.reduce((sum, index) => sum + index, 0);
  const first = page[0];
  const last = page.at(-1);
  return {
    items: page.map(({ line }) => line),
    start,
    total,
    nextCursor: last && start + page.length < total ? encodeCursor(order.sort, order.positionOf(last, 'after')) : null,
    prevCursor: first && start > 0 ? encodeCursor(order.sort, order.positionOf(first, 'before')) : null,
  };
}

/** Every line of the parts in order. */
export function* allLines<L extends BillLine>(parts: readonly RankedPart<L>[], order: LineOrder): Generator<L> {
  for (const { line } of mergeFrom(
    parts,
    order,
    parts.map(() => 0),
  )) {
    yield line;
  }
}

/** For each part the index of its first line on the page. */
function startsOf<L extends BillLine>(
  parts: readonly RankedPart<L>[],
  order: LineOrder,
  { cursor, pageSize }: PageRequest,
): number[] {
  if (cursor === null) return parts.map(() => 0);
  const position = decodeCursor(order.sort, cursor);
  const comparison = order.compareTo(position);
  const isBefore = (ranked: Ranked<L>) =>
    position.side === 'after' ? comparison(ranked) <= 0 : comparison(ranked) < 0;
  const ends = parts.map((part) => lowerBound(part, isBefore));
  return position.side === 'after' ? ends : stepBack(parts, order, { ends, count: pageSize });
}

/** Moves back by `count` lines of the merged order. */
function stepBack<L extends BillLine>(
  parts: readonly RankedPart<L>[],
  order: LineOrder,
  { ends, count }: { ends: readonly number[]; count: number },
): number[] {
  const starts = [...ends];
  for (let steps = 0; steps < count; steps += 1) {
    let latest = -1;
    for (const [index, part] of parts.entries()) {
      const candidate = part[(starts[index] ?? 0) - 1];
      const best = latest < 0 ? undefined : parts[latest]?.[(starts[latest] ?? 0) - 1];
      if (candidate && (!best || order.compare(candidate, best) > 0)) latest = index;
    }
    if (latest < 0) break;
    starts[latest] = (starts[latest] ?? 0) - 1;
  }
  return starts;
}

function* mergeFrom<L extends BillLine>(
  parts: readonly RankedPart<L>[],
  order: LineOrder,
  starts: readonly number[],
): Generator<Ranked<L>> {
  const at = [...starts];
  for (;;) {
    let first = -1;
    for (const [index, part] of parts.entries()) {
      const candidate = part[at[index] ?? 0];
      const best = first < 0 ? undefined : parts[first]?.[at[first] ?? 0];
      if (candidate && (!best || order.compare(candidate, best) < 0)) first = index;
    }
    const next = parts[first]?.[at[first] ?? 0];
    if (!next) return;
    at[first] = (at[first] ?? 0) + 1;
    yield next;
  }
}

/** Number of leading entries for which `isBefore` holds. */
function lowerBound<T>(entries: readonly T[], isBefore: (entry: T) => boolean): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const entry = entries[middle];
    if (entry !== undefined && isBefore(entry)) low = middle + 1;
    else high = middle;
  }
  return low;
}
