import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Runs } from '@/lib/runs';
import { type ColumnKind, factColumns, type FactName } from './facts';
import { nativeBlock } from './native-block';
import { rowDigest, rowDigests } from './row-digest';
import type { RowValues, StoredColumns, StoredValue } from './stored-columns';
import { columnNames } from './tables';
import { storedDigests } from './stored-version.server';
import { openTestLedger, type TestLedger } from './testing/open.server.test-data';

let opened: TestLedger;
let version = 0;
beforeAll(async () => {
  opened = await openTestLedger();
});
afterAll(() => opened.close());

const decimal = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 38n - 1n }), fc.nat(10), fc.boolean())
  .map(([digits, places, negative]) => {
    const padded = digits
      .toString()
      .slice(0, 28 + places)
      .padStart(places + 1, '0');
    const whole = places > 0 ? padded.slice(0, -places) : padded;
    const part = places > 0 ? padded.slice(-places).replace(/0+$/, '') : '';
    const plain = `${whole.replace(/^0+(?=\d)/, '')}${part && `.${part}`}`;
    return negative && plain !== '0' ? `-${plain}` : plain;
  });
const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), fc.constant('长'.repeat(400)));
const values: Readonly<Record<ColumnKind, fc.Arbitrary<string | number | null>>> = {
  code: fc.oneof(fc.constantFrom('', 'a', '数据'), text),
  text,
  amount: fc.oneof(fc.constant('0'), decimal),
  quantity: fc.option(decimal),
  integer: fc.option(fc.integer()).map((value) => (value === -(2 ** 31) ? 0 : value)),
};

function columnsOf(fact: FactName, rows: readonly RowValues[]): StoredColumns {
  const columns = columnNames(fact).map((_, column) => {
    const runs = new Runs<StoredValue>();
    for (const [place, row] of rows.entries()) runs.set(place, row[column] ?? null);
    return runs;
  });
  return { fact, rows: rows.length, columns };
}

/** Rows as they were, after the engine has had them. */
async function roundTrip(fact: FactName, rows: readonly RowValues[]) {
  version += 1;
  const placed = rows.map((row, position): RowValues => [version, 'a', '2026-10', 'USD', position, ...row]);
  await opened.ledger.store(fact, [{ bytes: nativeBlock(columnsOf(fact, placed)), rows: rows.length }]);
  const stored: string[] = [];
  for await (const part of storedDigests(opened.ledger, { fact, version })) {
    for (const { position, digest } of part) stored[position] = digest;
  }
  // As one text: lists of many thousands take the comparison a minute.
  expect(stored.join('\n')).toBe(placed.map(rowDigest).join('\n'));
  expect(rowDigests(columnsOf(fact, placed)).toString('latin1')).toBe(stored.join(''));
}

test.each(['usage_lines', 'fee_lines', 'summary_rows'] as const)('%s come back as they were', async (fact) => {
  const row = fc.tuple(...Object.values(factColumns[fact]).map((kind) => values[kind as ColumnKind]));
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), (rows) => roundTrip(fact, rows)),
    { numRuns: 15 },
  );
});

test('a column may have any number of different texts', async () => {
  const kinds = Object.values(factColumns.summary_rows) as ColumnKind[];
  const plain: Readonly<Record<ColumnKind, string | null>> = {
    ...{ code: '', text: '', amount: '0', quantity: null, integer: null },
  };
  for (const count of [256, 257, 65_537]) {
    const rows = Array.from({ length: count }, (_, row) => [
      `text ${row}`,
      ...kinds.slice(1).map((kind) => plain[kind]),
    ]);
    await roundTrip('summary_rows', rows);
  }
});

test('several blocks are one part, and a code that no column holds is refused', async () => {
  version += 1;
  const kinds = Object.values(factColumns.summary_rows) as ColumnKind[];
  const row = (position: number, code: number | null): RowValues => [
    ...[version, 'a', '2026-10', 'USD', position],
    ...kinds.map((kind) => (kind === 'integer' ? code : kind === 'amount' ? '0' : kind === 'quantity' ? null : '')),
  ];
  const block = (position: number) => ({ bytes: nativeBlock(columnsOf('summary_rows', [row(position, 1)])), rows: 1 });
  await opened.ledger.store('summary_rows', [block(0), block(1), block(2)]);
  const parts = await opened.ledger.read({
    sql: 'SELECT uniqExact(_part) AS parts, count() AS lines FROM ledger.summary_rows WHERE version = {version:UInt32}',
    params: { version },
  });
  expect(parts).toEqual([{ parts: '1', lines: '3' }]);
  expect(() => nativeBlock(columnsOf('summary_rows', [row(0, 3_000_000_000)]))).toThrow(/larger than any/);
});
