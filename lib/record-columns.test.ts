import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RecordColumns } from './record-columns';

const row = fc.record(
  { a: fc.constantFrom(null, 'x', 'y'), b: fc.nat(2), c: fc.constantFrom('1', '2') },
  { requiredKeys: ['a'] },
);

it('has the records that it was made of, one by one', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
      const columns = RecordColumns.of(rows);
      expect(columns.length).toBe(rows.length);
      expect([...columns]).toEqual(rows);
    }),
  );
});

it('says each value of a member once in a row', () => {
  const columns = RecordColumns.of([{ a: 'x' }, { a: 'x' }, { a: 'y' }, { a: 'x' }]);
  expect(columns.column('a')).toEqual({ starts: [0, 2, 3], values: ['x', 'y', 'x'] });
});

it('gives undefined for a member that no record has', () => {
  expect(RecordColumns.of<{ a?: string }>([{}, {}]).column('a').values).toEqual([undefined]);
});
