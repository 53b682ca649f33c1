import { type ColumnKind, factColumns, type FactName } from '@/lib/ledger/facts';
import type { RecordColumns } from '@/lib/record-columns';
import { listNamed } from './foreign';
import { SyncProblem } from './problem';

/**
 * Digits before the point. The ledger adds up in 28 and says nothing when a sum has more: of so many, ten million lines of
 * each of a dozen months still do.
 */
const MOST_DIGITS = 20;

/**
 * Refuses an answer with an amount that nobody is billed, before a sum with it can be wrong: none of it is kept.
 * @throws SyncProblem `immense`
 */
export function refuseImmense(fact: FactName, rows: RecordColumns<object>): void {
  for (const [name, kind] of Object.entries<ColumnKind>(factColumns[fact])) {
    if (kind !== 'amount' && kind !== 'quantity') continue;
    for (const value of rows.columnNamed(name).values) {
      if (typeof value !== 'string' || value.length <= MOST_DIGITS || wholeDigits(value) <= MOST_DIGITS) continue;
      throw new SyncProblem(
        'immense',
        `In ${listNamed(fact)} ${name} has more than ${MOST_DIGITS} digits. Nothing of this answer was kept.`,
      );
    }
  }
}

/** Of canonical decimal text (lib/money.ts). */
function wholeDigits(text: string): number {
  const point = text.indexOf('.');
  return (point < 0 ? text.length : point) - (text.startsWith('-') ? 1 : 0);
}
