import { expect, test } from 'vitest';
import type { Cycle } from '@/lib/cycles';
import { encodeCursor, type LineList } from './cursor';
import { only } from '@/lib/query/value-list';
import { usageFilters } from './filters';
import { readBillFilters } from './read-filters';

const NOVEMBER = '2026-11' as Cycle;
const read = (search: string) => readBillFilters(usageFilters, new URLSearchParams(search), NOVEMBER);
const line = { value: '2026-11-03', account: 'a', cycle: '2026-11', position: 0 };
const placed = (list: LineList) => encodeCursor({ list, sort: '-billDate' }, { side: 'after', place: line });
const place = placed('usage');

test('a place in the list is kept with its own order', () => {
  expect(read(`cursor=${place}`)).toMatchObject({ values: { cursor: place }, problems: [] });
});

test.each(['zzz', `${place}&sort=resourceName`, `${place}&cycle=2026-10`, placed('expenditures'), 'u5Lit'])(
  'the place %j of no such list leads to its beginning, and says so',
  (cursor) => {
    const { values, problems } = read(`cursor=${cursor}&region=x`);
    expect(values).toMatchObject({ cursor: null, region: only('x') });
    expect(problems).toEqual([expect.objectContaining({ field: 'cursor' })]);
  },
);

test('a period that cannot be leads to the open cycle, and says so; what the ledger may have once read stays', () => {
  expect(read('cycle=2020-01')).toMatchObject({ values: { cycle: '2020-01' }, problems: [] });
  expect(read('cycle=2014-12')).toMatchObject({ values: { cycle: null }, problems: [{ field: 'cycle' }] });
});

test('a month before the beginning of a period without one, and a day that no month has, are said', () => {
  expect(read('to=2019-01')).toMatchObject({ values: { to: null }, problems: [{ field: 'to' }] });
  expect(read('from=2018-12&to=2019-01')).toMatchObject({ values: { to: '2019-01' }, problems: [] });
  expect(read('fromDay=2026-02-30').problems).toMatchObject([{ field: 'fromDay' }]);
});
