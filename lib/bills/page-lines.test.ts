import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromUnits } from '@/lib/money';
import { decodeCursor, encodeCursor } from './cursor';
import { usageSorts } from './filters';
import { lineOrder } from './order-lines';
import { allLines, pageLines } from './page-lines';
import { LineSelector } from './select-lines';
import { account, usageLine } from './hand-made-bills.test-data.server';
import { addTotals, totalsOf, usageTotalColumns } from './totals';

const accounts = [account('a'), account('b'), account('c', 'CNY')];
const everything = {
  service: null,
  project: null,
  mode: null,
  type: null,
  region: null,
  resource: null,
  q: null,
  zero: 'include',
} as const;

/** Few distinct values on purpose: equal sort values are what breaks a cursor. */
const records = fc.array(
  fc.record({
    account: fc.nat({ max: 2 }),
    units: fc.bigInt({ min: -3n, max: 3n }).map((step) => step * 10n ** 9n),
    day: fc.integer({ min: 1, max: 3 }),
    name: fc.constantFrom('', 'web', '图片', 'x'.repeat(60), `${'x'.repeat(60)}y`, '😀'),
  }),
  { maxLength: 60 },
);
const sorts = fc.constantFrom(...usageSorts.flatMap((sort) => [sort, `-${sort}`]));

type Records = typeof records extends fc.Arbitrary<infer T> ? T : never;
function linesOf(given: Records) {
  return accounts.map((owner, number) =>
    given
      .filter((record) => record.account === number)
      .map(({ units, day, name }, index) =>
        usageLine(
          { account: owner, index },
          { payable: fromUnits(units), bill_date: `2026-11-0${day}`, resource_name: name },
        ),
      ),
  );
}

function ranked(given: Records, sort: string) {
  const selector = new LineSelector<ReturnType<typeof usageLine>, typeof usageTotalColumns>(usageTotalColumns);
  const lines = linesOf(given);
  return { lines, selected: lines.map((part) => selector.select(part, everything, sort)), selector };
}

describe('walking by cursor', () => {
  test('gives every line once, in order, for any page size and sort', () => {
    fc.assert(
      fc.property(records, sorts, fc.integer({ min: 1, max: 20 }), (given, sort, pageSize) => {
        const { lines, selected } = ranked(given, sort);
        const parts = selected.map((part) => part.ranked);
        const order = lineOrder(sort);
        const seen: string[] = [];
        let cursor: string | null = null;
        do {
          const page: ReturnType<typeof pageLines> = pageLines(parts, order, { cursor, pageSize });
          expect(page.start).toBe(seen.length);
          seen.push(...page.items.map(({ id }) => id));
          cursor = page.nextCursor;
        } while (cursor !== null);
        expect([...seen].sort()).toEqual(
          lines
            .flat()
            .map(({ id }) => id)
            .sort(),
        );
        expect(seen).toEqual([...allLines(parts, order)].map(({ id }) => id));
      }),
    );
  });

  test('back from a page is the page before it', () => {
    fc.assert(
      fc.property(records, sorts, fc.integer({ min: 1, max: 9 }), (given, sort, pageSize) => {
        const parts = ranked(given, sort).selected.map((part) => part.ranked);
        const order = lineOrder(sort);
        const first = pageLines(parts, order, { cursor: null, pageSize });
        if (first.nextCursor === null) return;
        const second = pageLines(parts, order, { cursor: first.nextCursor, pageSize });
        expect(pageLines(parts, order, { cursor: second.prevCursor, pageSize })).toEqual(first);
        expect(first.prevCursor).toBeNull();
      }),
    );
  });

  test('a line that came meanwhile moves nothing that was read', () => {
    const owner = account('a');
    const lineOf = (index: number, day: string) => usageLine({ account: owner, index }, { bill_date: day });
    const order = lineOrder('-billDate');
    const rank = (days: [number, string][]) => [
      days.map(([index, day]) => order.rank(lineOf(index, day))).sort((a, b) => order.compare(a, b)),
    ];
    const before = pageLines(
      rank([
        [0, '2026-11-03'],
        [1, '2026-11-02'],
        [2, '2026-11-01'],
      ]),
      order,
      {
        cursor: null,
        pageSize: 2,
      },
    );
    const grown = rank([
      [0, '2026-11-03'],
      [1, '2026-11-02'],
      [2, '2026-11-01'],
      [3, '2026-11-04'],
    ]);
    const after = pageLines(grown, order, { cursor: before.nextCursor, pageSize: 2 });
    expect(after.items.map(({ billDate }) => billDate)).toEqual(['2026-11-01']);
  });

  test('a cursor fits into an address, whatever the names are', () => {
    const owner = { ...account('a'), domainId: 'd'.repeat(64) };
    const order = lineOrder('-resourceName');
    const long = order.rank(usageLine({ account: owner, index: 99_999_999 }, { resource_name: '账'.repeat(300) }));
    const cursor = encodeCursor(order.sort, order.positionOf(long, 'after'));
    expect(cursor).toMatch(/^[A-Za-z0-9_-]{1,400}$/);
  });

  test.each(['', 'x', 'bm90IGpzb24', encodeCursor('resourceName', { side: 'after', value: '1', id: 'x' })])(
    'the cursor %j of no such list is refused by name',
    (cursor) => {
      expect(() => decodeCursor('-billDate', cursor)).toThrow(expect.objectContaining({ field: 'cursor' }));
    },
  );
});

describe('totals', () => {
  test('are those of all pages together, however the lines are grouped', () => {
    fc.assert(
      fc.property(records, sorts, fc.integer({ min: 1, max: 20 }), (given, sort, pageSize) => {
        const { lines, selected, selector } = ranked(given, sort);
        const order = lineOrder(sort);
        const parts = selected.map((part) => part.ranked);
        const pages = [];
        let cursor: string | null = null;
        do {
          const page: { items: ReturnType<typeof usageLine>[]; nextCursor: string | null } = pageLines(parts, order, {
            cursor,
            pageSize,
          });
          pages.push(totalsOf(usageTotalColumns, page.items));
          cursor = page.nextCursor;
        } while (cursor !== null);
        expect(addTotals(usageTotalColumns, pages)).toEqual(selector.totalsOf(selected));
        expect(totalsOf(usageTotalColumns, lines.flat().reverse())).toEqual(selector.totalsOf(selected));
      }),
    );
  });
});
