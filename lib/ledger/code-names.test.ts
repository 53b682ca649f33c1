import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RecordColumns } from '@/lib/record-columns';
import { CodeNames } from './code-names';

const code = fc.constantFrom('a', 'b', 'c', '', null);
const row = fc.record({ cloud_service_type: code, cloud_service_type_name: code, region: code, region_name: code });

it('every code of a page has a name that it had in one of its rows, and none has another', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
      const names = new CodeNames();
      names.take('fee_lines', RecordColumns.of(rows));
      const expected = new Set<string>();
      for (const { cloud_service_type, cloud_service_type_name, region, region_name } of rows) {
        if (cloud_service_type && cloud_service_type_name) expected.add(`service ${cloud_service_type}`);
        if (region && region_name) expected.add(`region ${region}`);
      }
      expect(new Set(names.all.map(({ kind, code }) => `${kind} ${code}`))).toEqual(expected);
      for (const { kind, code, name } of names.all) {
        const said = rows.some((each) =>
          kind === 'service'
            ? each.cloud_service_type === code && each.cloud_service_type_name === name
            : each.region === code && each.region_name === name,
        );
        expect(said).toBe(true);
      }
    }),
  );
});
