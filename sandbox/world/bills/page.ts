import type { Level, Selection, Visit } from './selection';

export interface Page {
  /** Rows in all. */
  total: number;
  /** Visits the rows of the page. */
  each(visit: Visit): void;
}

/** A page over several books, one after the other. */
export function pageOver(
  selections: readonly Selection[],
  level: Level,
  { offset, limit }: { offset: number; limit: number },
): Page {
  const counts = selections.map((selection) => selection.count(level));
  return {
    total: counts.reduce((sum, count) => sum + count, 0),
    each: (visit) => {
      let before = 0;
      let open = limit;
      for (const [index, selection] of selections.entries()) {
        const count = counts[index] ?? 0;
        const from = Math.max(0, offset - before);
        if (from < count) open -= selection.each(level, { offset: from, limit: open }, visit);
        before += count;
      }
    },
  };
}
