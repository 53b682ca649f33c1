import { Readable } from 'node:stream';
import type { FactName } from './facts';
import type { PlacedRecord } from './ledger';
import { rowValues } from './row-values';
import { columnNames, DATABASE, quoted } from './tables';

/** Statement and body that store records. The body is made once, and can be sent more than once. */
export function insertBody<F extends FactName>(fact: F, records: readonly PlacedRecord<F>[]) {
  let lines = '';
  for (const record of records) lines += `${JSON.stringify(rowValues(fact, record))}\n`;
  const bytes = Buffer.from(lines);
  return {
    sql: `INSERT INTO ${DATABASE}.${fact} (${columnNames(fact).map(quoted).join(', ')}) FORMAT JSONCompactEachRow`,
    // Not as an object stream of one piece: it would be written byte by byte.
    body: () => Readable.from([bytes], { objectMode: false }),
  };
}
