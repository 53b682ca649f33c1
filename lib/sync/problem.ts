/**
 * Why a cycle was not published.
 * - `foreign_rows`: rows of another account, cycle or currency came back (they are not kept)
 * - `unproven`: two readings agree, but lines and summary do not, or a list got shorter while it contradicts the summary
 * - `immense`: an amount is too large to be added up
 * - `emptied`: a list of a month is empty that was not, or the service does not keep the month any more
 * - `moving`: it changed at every reading
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

/** The pages of a list do not make one list, so that everything is read anew. */
export class ListMoved extends Error {
  override readonly name = 'ListMoved';
}
