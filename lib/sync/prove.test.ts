import type { Cycle } from '@/lib/cycles';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimal, fromUnits } from '@/lib/money';
import { DIGEST_BYTES } from '@/lib/ledger/row-digest';
import { ListDigests } from './list-digests.server';
import { missingWindows } from './list-reader.server';
import { differencesOf, judge, mayLag } from './prove';

const fact = (sums: Record<string, Record<string, string>>) => ({ rows: 1, inPlace: true, sums });
const units = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });

describe('lines against summary', () => {
  test('agree when payable is what is shown and what was truncated, to the last digit', () => {
    fc.assert(
      fc.property(units, units, units, (consume, truncated, official) => {
        const payable = fromUnits(consume + truncated);
        const version = {
          usage_lines: fact({ USD: { consume_amount: payable, official_amount: fromUnits(official) } }),
          fee_lines: fact({ USD: { amount: payable, official_amount: fromUnits(official) } }),
          summary_rows: fact({
            USD: {
              consume_amount: fromUnits(consume),
              truncated_amount: fromUnits(truncated),
              official_amount: fromUnits(official),
            },
          }),
        };
        expect(differencesOf(version)).toEqual([]);
        const off = {
          ...version,
          fee_lines: fact({
            USD: { amount: fromUnits(consume + truncated + 1n), official_amount: fromUnits(official) },
          }),
        };
        expect(differencesOf(off)).toMatchObject([
          { view: 'expenditures', amount: 'payable', difference: '0.0000000001' },
        ]);
      }),
    );
  });

  test('never add two currencies', () => {
    const version = {
      usage_lines: fact({ USD: { consume_amount: '1' }, EUR: { consume_amount: '-1' } }),
      fee_lines: fact({}),
      summary_rows: fact({}),
    };
    expect(differencesOf(version).map(({ currency, difference }) => [currency, difference])).toEqual([
      ['EUR', '-1'],
      ['USD', '1'],
    ]);
  });
});

describe('the verdict', () => {
  const off = [
    {
      view: 'usage',
      amount: 'payable',
      currency: 'USD',
      lines: decimal('2'),
      summary: decimal('1'),
      difference: decimal('1'),
    },
  ] as const;
  test('sums that agree and no row seen twice need no second reading', () => {
    expect(judge({ lagging: false, differences: [], twins: [], confirmed: new Set() })).toEqual({
      kind: 'publish',
      flagged: false,
    });
  });
  test('equal rows of two answers are read again, and may both be right', () => {
    const twins = ['fee_lines'] as const;
    expect(judge({ lagging: false, differences: [], twins, confirmed: new Set() })).toEqual({
      kind: 'readAgain',
      facts: ['fee_lines'],
    });
    expect(judge({ lagging: false, differences: [], twins, confirmed: new Set(twins) })).toEqual({
      kind: 'publish',
      flagged: false,
    });
  });
  test('sums that differ are refused once confirmed, and flagged while the summary may lag behind', () => {
    const confirmed = new Set(['usage_lines'] as const);
    expect(judge({ lagging: false, differences: off, twins: [], confirmed: new Set() })).toEqual({
      kind: 'readAgain',
      facts: ['usage_lines'],
    });
    expect(judge({ lagging: false, differences: off, twins: [], confirmed })).toEqual({ kind: 'refuse' });
    expect(judge({ lagging: true, differences: off, twins: [], confirmed })).toEqual({
      kind: 'publish',
      flagged: true,
    });
  });
});

test.each([
  ['2026-11-30T15:59:59Z', true],
  ['2026-12-01T15:59:59Z', true],
  ['2026-12-01T16:00:00Z', false],
])('at %s lines and summary of November may differ: %s', (at, may) => {
  expect(mayLag('2026-11' as Cycle, new Date(at))).toBe(may);
});

/** As digests of rows are: of one length, one after the other. */
const digestsOf = (names: readonly string[]) =>
  Buffer.from(names.map((name) => name.slice(0, DIGEST_BYTES).padEnd(DIGEST_BYTES, '+')).join(''));

describe('the rows of a list', () => {
  const rows = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 40 });

  test('are the same multiset in any order and pages, and another with one row more or less', async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 10 }), async (list, page) => {
        const one = new ListDigests();
        one.keep(0, digestsOf(list));
        const other = new ListDigests();
        const turned = [...list].reverse();
        for (let at = 0; at < turned.length; at += page) other.keep(at, digestsOf(turned.slice(at, at + page)));
        expect(await other.multiset()).toBe(await one.multiset());
        const more = new ListDigests();
        more.keep(0, digestsOf([...list, 'a']));
        expect(await more.multiset()).not.toBe(await one.multiset());
        expect(await one.hasTwins()).toBe(false);
      }),
    );
  });

  // Hashes of published months are compared with those of later releases.
  test('have the SHA-256 of their sorted digests', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.base64String({ minLength: 24, maxLength: 24 }), { maxLength: 40 }), async (list) => {
        const digests = new ListDigests();
        const cut = list.map((text) => text.slice(0, DIGEST_BYTES));
        digests.keep(0, digestsOf(cut));
        expect(await digests.multiset()).toBe(createHash('sha256').update(cut.sort().join('')).digest('hex'));
      }),
    );
  });

  test('that one answer gave twice are twins of nobody; those of two answers are', async () => {
    const digests = new ListDigests();
    digests.keep(0, digestsOf(['a', 'a']));
    expect(await digests.hasTwins()).toBe(false);
    digests.keep(2, digestsOf(['b', 'a']));
    expect(await digests.hasTwins()).toBe(true);
  });

  test('may be more than are put in order in one go', async () => {
    const names = Array.from({ length: 25_000 }, (_, row) => createHash('sha256').update(String(row)).digest('base64'));
    const cut = names.map((name) => name.slice(0, DIGEST_BYTES));
    const digests = new ListDigests();
    for (let at = 0; at < cut.length; at += 1000) digests.keep(at, digestsOf(cut.slice(at, at + 1000)));
    const sorted = [...cut].sort().join('');
    expect(await digests.multiset()).toBe(createHash('sha256').update(sorted).digest('hex'));
    expect(await digests.hasTwins()).toBe(false);
    digests.keep(25_000, digestsOf([cut[3], cut[3]] as string[]));
    expect(await digests.hasTwins()).toBe(true);
  });

  test('that are missing after a crash are asked for, and no other', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 1, max: 15 }),
        fc.uniqueArray(fc.nat(59)),
        (total, step, there) => {
          const digests = new ListDigests();
          for (const position of there.filter((each) => each < total))
            digests.keepApart(position, String(digestsOf([String(position)])));
          const asked: number[] = [];
          for (const { offset, limit } of missingWindows(digests, { total, step })) {
            expect(limit).toBeGreaterThan(0);
            expect(limit).toBeLessThanOrEqual(step);
            for (let at = offset; at < Math.min(offset + limit, total); at += 1) asked.push(at);
          }
          const missing = Array.from({ length: total }, (_, at) => at).filter((at) => !there.includes(at));
          expect(asked).toEqual(missing);
        },
      ),
    );
  });
});
