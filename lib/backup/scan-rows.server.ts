import 'server-only';

import { type FactName, factColumns } from '@/lib/ledger/facts';
import { rowDigest } from '@/lib/ledger/row-digest';
import type { RowValues } from '@/lib/ledger/stored-columns';
import type { StoredFact } from '@/lib/ledger/stored-version';
import { ListDigests } from '@/lib/sync/list-digests.server';
import { hashOfVersion } from '@/lib/sync/hash-version.server';
import { decimal, fromUnits, toUnits } from '@/lib/money';
import { linesOf } from './lines';
import type { BackedUpVersion } from './manifest.server';

/** What the rows of one fact of a version come to, found out without the engine. */
export interface Scanned extends StoredFact {
  digests: ListDigests;
}

interface Shape {
  fact: FactName;
  columns: readonly string[];
}

const CURRENCY = 3;
const POSITION = 4;
const MOST_ROWS = 100_000_000;

/**
 * Reads every row of a fact: counts, adds up and hashes. `onRows` is waited for, and gets them in parts.
 * @throws SyntaxError or RangeError when it is not rows of this shape
 */
export async function scanRows(
  text: AsyncIterable<Uint8Array>,
  { fact, columns }: Shape,
  onRows: (rows: RowValues[]) => Promise<void> = async () => {},
): Promise<Scanned> {
  const kinds = factColumns[fact] as Readonly<Record<string, string>>;
  const amounts = columns.flatMap((name, index) => (kinds[name] === 'amount' ? [{ name, index }] : []));
  const totals = new Map<string, bigint[]>();
  const digests = new ListDigests();
  let rows = 0;
  let last = -1;
  for await (const lines of linesOf(text)) {
    const parsed = lines.map((line) => JSON.parse(line) as RowValues);
    for (const row of parsed) {
      const position = row[POSITION];
      if (row.length !== columns.length || typeof position !== 'number' || !(position >= 0 && position < MOST_ROWS)) {
        throw new RangeError('not a row of this table');
      }
      rows += 1;
      last = Math.max(last, position);
      digests.keepApart(position, rowDigest(row));
      const total = totals.get(String(row[CURRENCY])) ?? amounts.map(() => 0n);
      totals.set(String(row[CURRENCY]), total);
      for (const [place, { index }] of amounts.entries()) {
        const value = row[index];
        if (value !== '0') total[place] = (total[place] as bigint) + toUnits(decimal(String(value)));
      }
    }
    await onRows(parsed);
  }
  const sums = [...totals]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([currency, total]) =>
        [
          currency,
          Object.fromEntries(amounts.map(({ name }, place) => [name, fromUnits(total[place] as bigint)])),
        ] as const,
    );
  return { rows, inPlace: digests.count === rows && last === rows - 1, sums: Object.fromEntries(sums), digests };
}

/** What is wrong with the rows of a version, beside what was recorded when it was published; empty when nothing is. */
export async function faultsOf(
  scanned: Readonly<Record<FactName, Scanned>>,
  recorded: BackedUpVersion,
): Promise<string[]> {
  const { usage_lines: usage, fee_lines: fee, summary_rows: summary } = scanned;
  const faults: string[] = [];
  const count = (name: string, found: number, expected: number) => {
    if (found !== expected) faults.push(`${found} of ${expected} ${name}`);
  };
  count('usage lines', usage.rows, recorded.rows.usage);
  count('expenditure lines', fee.rows, recorded.rows.fee);
  count('summary rows', summary.rows, recorded.rows.summary);
  if (faults.length > 0) return faults;
  if (![usage, fee, summary].every(({ inPlace }) => inPlace)) faults.push('lines twice or missing');
  const sums = JSON.stringify({ usage: usage.sums, fee: fee.sums, summary: summary.sums });
  if (recorded.sums !== null && sums !== recorded.sums) faults.push('other sums');
  const lists = { usage_lines: usage.digests, fee_lines: fee.digests, summary_rows: summary.digests };
  const hash = await hashOfVersion(lists);
  if (recorded.hash !== null && hash !== recorded.hash) faults.push('other lines');
  return faults;
}
