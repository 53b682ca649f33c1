import { hash } from 'node:crypto';
import type { Runs } from '@/lib/runs';
import { RowJson } from './row-json';
import type { RowValues, StoredColumns, StoredValue } from './stored-columns';
import type { FactName } from './facts';
import { columnNames, PLACE_COLUMNS } from './tables';

const CURRENCY = PLACE_COLUMNS.indexOf('currency');
/** Of a digest, each a character of base64. */
export const DIGEST_BYTES = 22;

/**
 * What a row says, whatever version and place it has: 128 bits of SHA-256 over its stored values. A row that comes back
 * from the ledger has the digest it had when it came from the wire.
 */
export function rowDigest(values: RowValues): string {
  return digestOf(JSON.stringify([values[CURRENCY], ...values.slice(PLACE_COLUMNS.length)]));
}

const digestOf = (json: string | Buffer): string => hash('sha256', json, 'base64').slice(0, DIGEST_BYTES);

/** The digest of each row, one after the other. */
export function rowDigests({ rows, columns }: StoredColumns): Buffer {
  const said = [columns[CURRENCY] as Runs<StoredValue>, ...columns.slice(PLACE_COLUMNS.length)];
  const json = new RowJson(said);
  const digests = Buffer.allocUnsafe(rows * DIGEST_BYTES);
  for (let row = 0; row < rows; row += 1) {
    digests.write(digestOf(json.at(row)), row * DIGEST_BYTES, DIGEST_BYTES, 'latin1');
  }
  return digests;
}

/** The values of a stored row, as they were inserted. */
export function storedValues(fact: FactName, row: Readonly<Record<string, StoredValue>>): RowValues {
  return columnNames(fact).map((name) => row[name] ?? null);
}
