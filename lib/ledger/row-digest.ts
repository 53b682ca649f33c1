import { hash } from 'node:crypto';
import type { FactName } from './facts';
import type { RowValues } from './row-values';
import { columnNames } from './tables';

/** Columns before those of the record: version, account, cycle, currency, position. */
const PLACE_COLUMNS = 5;
const CURRENCY = 3;
const LENGTH = 22;

/**
 * What a row says, whatever version and place it has: 128 bits of SHA-256 over its stored values. A row that comes back
 * from the ledger has the digest it had when it came from the wire.
 */
export function rowDigest(values: RowValues): string {
  const said = [values[CURRENCY], ...values.slice(PLACE_COLUMNS)];
  return hash('sha256', JSON.stringify(said), 'base64').slice(0, LENGTH);
}

/** The values of a stored row, as they were inserted. */
export function storedValues(fact: FactName, row: Readonly<Record<string, string | number | null>>): RowValues {
  return columnNames(fact).map((name) => row[name] ?? null);
}
