import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toggled, type ValueList } from '@/lib/query/value-list';
import { exploreFilters } from './filters';
import { charts, comparisons, dimensions, measures, periods, steps } from './words';

const parse = (search: string) => exploreFilters.parse(new URLSearchParams(search));

test('without parameters: six months by service', () => {
  expect(parse('').values).toMatchObject({
    measure: 'amount',
    by: ['service'],
    step: 'month',
    top: 8,
    compare: 'none',
  });
  expect(exploreFilters.toSearch(parse('').values)).toBe('');
});

const text = fc.string({ unit: 'grapheme', maxLength: 8 }).filter((value) => !/[\u0000-\u001f\u007f]/.test(value));
const list: fc.Arbitrary<ValueList | null> = fc.option(
  fc.record({ exclude: fc.boolean(), values: fc.uniqueArray(text, { minLength: 1, maxLength: 4 }) }),
);

test('every view is its address: what is written reads back the same', () => {
  const views = fc.record({
    measure: fc.constantFrom(...measures),
    by: fc.uniqueArray(fc.constantFrom(...dimensions), { maxLength: 5 }),
    step: fc.constantFrom(...steps),
    period: fc.option(fc.constantFrom(...periods)),
    service: list,
    project: list,
    resource: list,
    tag: list,
    tagKey: fc.constant('env'),
    top: fc.integer({ min: 1, max: 500 }),
    compare: fc.constantFrom(...comparisons),
    chart: fc.constantFrom(...charts),
  });
  fc.assert(
    fc.property(views, (view) => {
      const { values, problems } = parse(exploreFilters.toSearch(view));
      expect(problems).toEqual([]);
      expect(values).toMatchObject(view);
    }),
  );
});

describe('several values in one parameter', () => {
  test.each([
    ['a,b', { exclude: false, values: ['a', 'b'] }],
    ['!a', { exclude: true, values: ['a'] }],
    ['\\e', { exclude: false, values: [''] }],
    ['a\\,b,\\\\', { exclude: false, values: ['a,b', '\\'] }],
    ['\\!a', { exclude: false, values: ['!a'] }],
  ])('%s', (raw, expected) => {
    expect(parse(new URLSearchParams({ service: raw }).toString()).values.service).toEqual(expected);
  });

  test('a value is put in and taken out', () => {
    const one = toggled(null, 'a');
    expect(one).toEqual({ exclude: false, values: ['a'] });
    expect(toggled(one, 'a')).toBeNull();
    expect(toggled({ exclude: true, values: ['a'] }, '')).toEqual({ exclude: true, values: ['a', ''] });
  });
});

test.each([
  ['by=service,service', 'by'],
  ['by=planet', 'by'],
  ['by=tag', 'tagKey'],
  ['tag=prod', 'tagKey'],
  ['by=tag&tagKey=env%3Dprod', 'tagKey'],
  ['mode=all', 'mode'],
  ['service=a\\', 'service'],
  ['service=!', 'service'],
  ['period=last-3&from=2026-01', 'period'],
  ['from=2026-05-02&to=2026-05-01', 'to'],
  ['from=2026-05-02&to=2026-04', 'to'],
  ['to=2026-05', 'to'],
  ['top=0', 'top'],
])('%s names what is wrong', (search, field) => {
  expect(parse(search).problems.map((problem) => problem.field)).toEqual([field]);
});
