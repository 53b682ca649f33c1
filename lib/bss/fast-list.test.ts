import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FeeRecordPage, listFeeRecords } from './operations/list-fee-records';
import { queryUsageRecords } from './operations/query-usage-records';
import { readAnswer } from './read-answer.server';

const fee = (json: string) => listFeeRecords.fast?.(Buffer.from(json));
/** With its records one by one. */
const rowsOf = (page: FeeRecordPage | undefined) => page && { ...page, fee_records: [...page.fee_records] };
const amountsOf = (json: string) => [...(fee(json)?.fee_records ?? [])].map(({ amount }) => amount);
const slow = (json: string) => {
  const text = Buffer.from(json).toString('utf8');
  return readAnswer({ response: listFeeRecords.response }, { status: 200, headers: {}, text, bytes: 0 });
};

const names = [
  'bill_date',
  'bill_type',
  'region_name',
  'resource_tag',
  'amount',
  'usage',
  'measure_id',
  'unknown',
  '__proto__',
];
const value = fc.oneof(
  fc.constantFrom(
    'null',
    '0',
    '1',
    '-1',
    '10',
    '1.5',
    '-0.25',
    '1e3',
    '01',
    '1.',
    '-',
    '1.50',
    'true',
    '"11"',
    '" "',
    '{}',
    '[]',
  ),
  fc.constantFrom(
    '{"a":[1,"]}"]}',
    '"\\u00e9\\n"',
    '"\\ud800"',
    '"a\\"b"',
    '"数据"',
    'nul',
    '"\n"',
    '12345678901.12345678',
  ),
  fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text)),
  fc.integer().map(String),
);
const member = fc.tuple(fc.constantFrom(...names), value).map(([name, json]) => `"${name}":${json}`);
const row = fc.array(member, { maxLength: 6 }).map((members) => `{${members.join(',')}}`);
/** Rows that are like the one before in most of their members. */
const rows = fc
  .tuple(fc.array(row, { maxLength: 4 }), fc.array(fc.nat(3), { maxLength: 12 }))
  .map(([some, order]) => order.flatMap((index) => some[index] ?? []));

describe('the fast reader of a list', () => {
  it('gives what the full parser gives, or nothing', () => {
    let read = 0;
    fc.assert(
      fc.property(rows, fc.constantFrom('', ',"currency":"USD"', ',"error_code":"CBC.0001"'), (some, more) => {
        const json = `{"total_count":${some.length},"fee_records":[${some.join(',')}]${more}}`;
        const fast = fee(json);
        if (fast === undefined) return;
        read += 1;
        expect(rowsOf(fast)).toEqual(rowsOf(slow(json)));
      }),
      { numRuns: 2000 },
    );
    expect(read).toBeGreaterThan(100);
  });

  it('reads usual answers itself', () => {
    const rowOf = (index: number) =>
      `{"bill_date":"2026-10-01","bill_type":1,"charge_mode":"11","amount":${index}.5,"measure_id":1,"resource_tag":"环境=生产","id":null,"usage":0}`;
    const json = `{"currency":"USD","total_count":3,"fee_records":[${[1, 2, 2].map(rowOf).join(',')}]}`;
    expect(rowsOf(fee(json))).toEqual(rowsOf(slow(json)));
    expect(amountsOf(json)).toEqual(['1.5', '2.5', '2.5']);
    const usage =
      '{"total_count":1,"monthly_records":[{"az_code_infos":[{"az_code":"a"}],"extend_params":null,"cycle":"2026-10"}]}';
    expect([...(queryUsageRecords.fast?.(Buffer.from(usage))?.monthly_records ?? [])][0]).toMatchObject({
      az_code_infos: [{ az_code: 'a' }],
      extend_params: null,
      cycle: '2026-10',
    });
  });

  it('does not carry a member over to a row that lacks it', () => {
    const json =
      '{"total_count":3,"fee_records":[{"bill_type":1,"amount":2},{"bill_type":1},{"amount":3,"bill_type":1}]}';
    expect(amountsOf(json)).toEqual(['2', null, '3']);
  });

  it.each([
    ['another unit of money', '{"total_count":1,"fee_records":[{"amount":250,"measure_id":3}]}'],
    ['a failure in a success', '{"total_count":0,"fee_records":[],"error_code":"CBC.0151"}'],
    ['the end of the bytes', '{"total_count":1,"fee_records":[{"amount":2'],
    ['bytes after the end', '{"total_count":0,"fee_records":[]}x'],
    [
      'a member that a row has twice',
      '{"total_count":2,"fee_records":[{"amount":1,"amount":2},{"amount":3,"amount":2}]}',
    ],
    [
      'one that it has twice in two spellings',
      '{"total_count":2,"fee_records":[{"amount":1,"\\u0061mount":2},{"amount":3,"\\u0061mount":2}]}',
    ],
    ['an amount that is none', '{"total_count":1,"fee_records":[{"amount":"x"}]}'],
  ])('leaves %s to the full parser', (_, json) => expect(fee(json)).toBeUndefined());

  it('gives nothing for any answer that was cut', () => {
    const whole =
      '{"currency":"USD","total_count":2,"fee_records":[{"bill_type":1,"id":"a\\"b","amount":-2.5},{"bill_type":1,"id":"c","unknown":[{"x":"]"}]}]}';
    expect(rowsOf(fee(whole))).toEqual(rowsOf(slow(whole)));
    for (let end = 0; end < whole.length; end += 1) expect(fee(whole.slice(0, end))).toBeUndefined();
  });
});
