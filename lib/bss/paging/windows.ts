/** A part of a list: what one call asks for. */
export interface Window {
  offset: number;
  limit: number;
}

export interface PageOf<T> {
  /** `total_count` of the answer. */
  total: number;
  rows: readonly T[];
}

export type FetchPage<T> = (page: Window) => Promise<PageOf<T>>;

/** A page of whatever kind of rows: only how many there are counts for the way. */
interface Counted {
  total: number;
  rows: { readonly length: number };
}

/**
 * The parts of a list of `total` rows, of `step` rows each but for the first, which has `first`. The last one reaches
 * beyond the end, where rows that nobody counted would show.
 */
export function windowsOf(total: number, { first, step }: { first: number; step: number }): Window[] {
  const windows = total > 0 ? [{ offset: 0, limit: first }] : [];
  for (let offset = first; offset < total; offset += step) {
    windows.push({ offset, limit: step });
  }
  return windows;
}

/** The same windows in another order. */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const mixed = [...items];
  for (let index = mixed.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    [mixed[index], mixed[other]] = [mixed[other] as T, mixed[index] as T];
  }
  return mixed;
}

interface Walk<P extends Counted> {
  /** What every page must say. */
  total: number;
  parallel: number;
  /** @returns false when the rows are not what they should be, which ends the walk */
  accept: (offset: number, rows: P['rows']) => boolean;
}

/**
 * Asks for windows, several at a time in their order. A page that is shorter than its window is asked for the rest of
 * it, one that is empty once more. A window beyond the end must be empty. However it ends, nothing is under way any more.
 * @returns false when the pages do not make one list of `total` rows
 */
export async function walk<P extends Counted>(
  fetchPage: (page: Window) => Promise<P>,
  windows: readonly Window[],
  { total, parallel, accept }: Walk<P>,
): Promise<boolean> {
  const queue: (Window & { again?: boolean })[] = [...windows];
  let sound = true;
  let next = 0;
  const read = async (window: Window & { again?: boolean }): Promise<void> => {
    const { offset, limit, again = false } = window;
    const page = await fetchPage({ offset, limit });
    const length = page.rows.length;
    const room = Math.max(0, Math.min(limit, total - offset));
    if (page.total !== total || length > room || !accept(offset, page.rows)) sound = false;
    else if (length < room && length > 0) queue.push({ offset: offset + length, limit: limit - length });
    else if (length < room && !again) queue.push({ offset, limit, again: true });
    else if (length < room) sound = false;
  };
  const faults: unknown[] = [];
  const worker = async () => {
    while (sound) {
      const window = queue[next];
      if (!window) return;
      next += 1;
      // The others stop as well: their pages would be of no use.
      await read(window).catch((error: unknown) => {
        sound = false;
        faults.push(error);
      });
    }
  };
  // A short page is read on by the worker that found it, so that none that has left is missed.
  await Promise.all(Array.from({ length: Math.max(1, Math.min(parallel, queue.length)) }, worker));
  // What came first is the reason; the others may have been cut off because of it.
  if (faults.length > 0) throw faults[0];
  return sound;
}
