import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Runs } from '@/lib/runs';
import { nativeBlock, numbered } from './native-block';
import type { StoredColumns } from './stored-columns';
import { columnNames } from './tables';

function summaryOf(version: number, rows: number): StoredColumns {
  const places = Array.from({ length: rows }, (_, index) => index);
  const columns = columnNames('summary_rows').map((name) => {
    if (name === 'version') return Runs.constant(version);
    return name === 'position' ? new Runs(places, places) : Runs.constant('0');
  });
  return { fact: 'summary_rows', rows, columns };
}

it('numbers a block as if it had been made under that version', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }), (rows, version) => {
      const bytes = Buffer.from(nativeBlock(summaryOf(0, rows)));
      expect(numbered({ bytes, rows }, version).bytes.equals(nativeBlock(summaryOf(version, rows)))).toBe(true);
    }),
    { numRuns: 50 },
  );
});

it('refuses bytes that are no block, or one of another number of rows: what stands there would be overwritten', () => {
  const bytes = Buffer.from(nativeBlock(summaryOf(0, 5)));
  expect(() => numbered({ bytes, rows: 6 }, 7)).toThrow(TypeError);
  expect(() => numbered({ bytes: bytes.subarray(1), rows: 5 }, 7)).toThrow(TypeError);
});
