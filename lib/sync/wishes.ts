import type { Cycle } from '@/lib/cycles';

/** A cycle in the store, with the marks of what was asked for. */
interface Asked {
  cycle: string;
  sync_asked: string | null;
  verify_asked: string | null;
}

/** Something that somebody asked for, and was not done yet. */
export interface AskedFor {
  cycle: Cycle;
  wish: 'sync' | 'verify';
  /** Of the request: who asks once more has another one. */
  mark: string;
}

/** What was asked for of the cycles of an account; of one cycle it may be both. */
export const wishesOf = (rows: readonly Asked[]): readonly AskedFor[] =>
  rows.flatMap((row) =>
    (['sync', 'verify'] as const).flatMap((wish) => {
      const mark = row[`${wish}_asked`];
      return mark === null ? [] : [{ cycle: row.cycle as Cycle, wish, mark }];
    }),
  );
