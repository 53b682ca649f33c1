import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Runs } from '@/lib/runs';
import { RowJson } from './row-json';
import type { StoredValue } from './stored-columns';

const value: fc.Arbitrary<StoredValue> = fc.oneof(
  fc.constantFrom('', 'a', '0', '12.5', 'cn-north-4', '"', '\\', '\u007f', '数据', '\ud83d\ude00', 'x'.repeat(5000)),
  fc.string({ unit: 'binary' }),
  fc.integer(),
  fc.constant(null),
);
/** Rows of which most say much the same as the row before. */
const rows = fc
  .integer({ min: 1, max: 6 })
  .chain((width) =>
    fc
      .tuple(
        fc.array(fc.array(value, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat(3), { maxLength: 20 }),
      )
      .map(([some, order]) => order.map((index) => some[index % some.length] as StoredValue[])),
  );

it('gives the bytes that JSON.stringify gives for each row', () => {
  fc.assert(
    fc.property(rows, (list) => {
      const columns = (list[0] ?? []).map((_, column) => {
        const runs = new Runs<StoredValue>();
        for (const [place, row] of list.entries()) runs.set(place, row[column] ?? null);
        return runs;
      });
      const json = new RowJson(columns);
      for (const [place, row] of list.entries()) expect(json.at(place).toString('utf8')).toBe(JSON.stringify(row));
    }),
  );
});
