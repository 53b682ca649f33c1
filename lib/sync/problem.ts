/**
 * Why a cycle was not published.
 * - `foreign_rows`: rows of another account, cycle or currency came back (they are not kept)
 * - `unproven`: two readings agree, but lines and summary do not, or a list got shorter while it contradicts the summary
 * - `immense`: an amount is too large to be added up
 * - `emptied`: a list of a month is empty that was not, or the service does not keep the month any more
 * - `moving`: no reading was whole: it changed at every one, or is counted wrongly
 * - `damaged`: the ledger does not have what was put in
 */
export type SyncProblemCode = 'emptied' | 'foreign_rows' | 'immense' | 'unproven' | 'moving' | 'damaged';

const BRAND = Symbol.for('suanpan.SyncProblem');

/** A cycle that could be read but not believed; its old version stays. */
export class SyncProblem extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && BRAND in value;
  }
  readonly [BRAND] = true;
  override readonly name = 'SyncProblem';

  constructor(
    readonly code: SyncProblemCode,
    message: string,
  ) {
    super(message);
  }
}

/** What the lists are called on the pages that show them. */
export const LIST_NAMES = { usage_lines: 'usage', fee_lines: 'expenditures' } as const;

/** The pages of a list do not make one list, so that everything is read anew. Its message says which, and what is wrong. */
export class ListMoved extends Error {
  override readonly name = 'ListMoved';
}
