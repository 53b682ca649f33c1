import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RecordColumns } from '@/lib/record-columns';
import type { FactRecords } from './facts';
import { placesFrom, type RowValues, type StoredColumns, storedColumns } from './stored-columns';
import { columnNames } from './tables';

const place = { version: 7, account: 'a', cycle: '2026-10', currency: 'USD', position: 3000 };
const row = fc.record(
  {
    region: fc.constantFrom('ap-1', '', null),
    trade_id: fc.string(),
    az_code_infos: fc.constantFrom([], [{ az_code: 'z1' }]),
    consume_amount: fc.constantFrom('0', '-1.5', null),
    period_num: fc.constantFrom('1.5', null),
    bill_type: fc.constantFrom(1, null),
  },
  { requiredKeys: [] },
);

/** The values of one row, from its columns. */
const valuesAt = ({ columns }: StoredColumns, at: number): RowValues =>
  columns.map(({ starts, values }) => values[starts.findLastIndex((start) => start <= at)] ?? null);

it('keeps of each row its place, amounts with nothing as 0, texts with nothing as empty, lists as their JSON', () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), (rows) => {
      const records = RecordColumns.of(rows as unknown as FactRecords['usage_lines'][]);
      const stored = storedColumns('usage_lines', { places: placesFrom(place, rows.length), records });
      for (const [at, each] of rows.entries()) {
        const kept = valuesAt(stored, at);
        const of = Object.fromEntries(columnNames('usage_lines').map((name, index) => [name, kept[index]]));
        expect(of).toMatchObject({
          ...{ ...place, position: 3000 + at },
          region: each.region ?? '',
          trade_id: each.trade_id ?? '',
          az_code_infos: each.az_code_infos ? JSON.stringify(each.az_code_infos) : '',
          consume_amount: each.consume_amount ?? '0',
          period_num: each.period_num ?? null,
          bill_type: each.bill_type ?? null,
          discount_amount: '0',
        });
      }
    }),
  );
});
