import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cursorField, defineFilters, integer, month, oneOf, sortBy, text } from './filters';

const filters = defineFilters(
  {
    status: oneOf(['1', '6'], null),
    from: month(),
    to: month(),
    q: text(20),
    sort: sortBy(['time', 'amount'], '-time'),
    page: integer({ min: 1, max: 100 }, 1),
    cursor: cursorField('a'),
  },
  ({ from, to }) => (from && to && from > to ? [{ field: 'to', problem: 'is earlier than from' }] : []),
);

describe('reading', () => {
  test('absent and empty parameters are the defaults', () => {
    const { values, problems } = filters.parse({ q: '', status: undefined });
    expect(problems).toEqual([]);
    expect(values).toEqual({ status: null, from: null, to: null, q: null, sort: '-time', page: 1, cursor: null });
  });

  test.each([
    [{ status: '7' }, 'status', /one of 1, 6/],
    [{ page: '0' }, 'page', /from 1 to 100/],
    [{ page: '1.5' }, 'page', /whole number/],
    [{ page: '1e1' }, 'page', /whole number/],
    [{ from: '2026-13' }, 'from', /YYYY-MM/],
    [{ q: 'x'.repeat(21) }, 'q', /longer than 20/],
    [{ q: 'a\u0000b' }, 'q', /character that no/],
    [{ sort: '--time' }, 'sort', /one of/],
    [{ cursor: '../etc' }, 'cursor', /cursor/],
    [{ servce: 'ecs' }, 'servce', /known are status/],
    [{ __proto__x: '1' }, '__proto__x', /known/],
    [{ constructor: '1' }, 'constructor', /known/],
    [{ status: ['1', '6'] }, 'status', /more than once/],
  ])('%j names the field that is wrong', (raw, field, problem) => {
    const result = filters.parse(raw);
    expect(result.problems).toHaveLength(1);
    expect(result.problems[0]?.field).toBe(field);
    expect(result.problems[0]?.problem).toMatch(problem);
  });

  test('a wrong parameter falls back and leaves the others as given', () => {
    expect(filters.parse({ status: '6', page: 'x' }).values).toMatchObject({ status: '6', page: 1 });
  });

  test('parameters that contradict each other fall back together', () => {
    const { values, problems } = filters.parse({ from: '2026-05', to: '2026-01' });
    expect(problems).toEqual([{ field: 'to', problem: 'is earlier than from', all: true }]);
    expect(values).toMatchObject({ from: null, to: null });
  });

  test('also beside one that is wrong by itself', () => {
    const { values, problems } = filters.parse({ page: 'x', from: '2026-05', to: '2026-01', q: 'web' });
    expect(problems.map(({ field }) => field)).toEqual(['page', 'to']);
    expect(values).toMatchObject({ from: null, to: null, q: null });
  });

  test('a parameter given twice is an error in a query string as well', () => {
    expect(filters.parse(new URLSearchParams('status=1&status=6')).problems[0]?.field).toBe('status');
  });
});

test('where there are no filters, no empty list of them is told', () => {
  expect(defineFilters({}).parse({ account: 'a' }).problems).toEqual([
    { field: 'account', problem: 'is not a filter here; there are none' },
  ]);
});

test('what is written reads back the same, and defaults are left out', () => {
  const anyValues = fc.record({
    status: fc.constantFrom('1' as const, '6' as const, null),
    q: fc.option(
      fc
        .string({ unit: 'grapheme', minLength: 1, maxLength: 5 })
        .filter((given) => given.length <= 20 && !/[\u0000-\u001f\u007f]/.test(given)),
    ),
    sort: fc.constantFrom('time', '-time', 'amount', '-amount') as fc.Arbitrary<
      'time' | '-time' | 'amount' | '-amount'
    >,
    page: fc.integer({ min: 1, max: 100 }),
    from: fc.constantFrom('2026-01', null),
    to: fc.constantFrom('2026-02', null),
    cursor: fc.constantFrom('abc_-', null),
  });
  fc.assert(
    fc.property(anyValues, (values) => {
      const { values: again, problems } = filters.parse(new URLSearchParams(filters.toSearch(values)));
      expect(problems).toEqual([]);
      expect(again).toEqual(values);
    }),
  );
  expect(filters.toSearch(filters.parse({}).values)).toBe('');
});
