import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimal, fromUnits, toUnits } from '@/lib/money';
import { arrange, type GroupSum } from './arrange';

const steps = ['2026-09', '2026-10'];
const stepsBefore = ['2026-10', '2026-09'];
const sums = fc.array(
  fc.record({
    currency: fc.constantFrom('USD', 'CNY'),
    unit: fc.constant(null),
    step: fc.constantFrom(...steps),
    key: fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', ''), fc.constantFrom('x', 'y')),
    value: fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }).map(fromUnits),
    lines: fc.integer({ min: 1, max: 9 }),
  }),
);
const added = (texts: readonly string[]) => texts.reduce((sum, text) => sum + toUnits(decimal(text)), 0n);

/** As they are asked for when the groups are not all there. */
const totalsOf = (groups: readonly GroupSum[]) => groups.map((sum) => ({ ...sum, key: [] }));

test('totals that were asked for are those that the groups add up to', () => {
  fc.assert(
    fc.property(sums, sums, (groups: GroupSum[], past: GroupSum[]) => {
      const asked = { measure: 'amount', steps, stepsBefore: ['2026-10', null], top: 3 } as const;
      const before = { groups: past, totals: totalsOf(past) };
      expect(arrange({ groups, totals: null, before: { groups: past, totals: null } }, asked)).toEqual(
        arrange({ groups, totals: totalsOf(groups), before }, asked),
      );
    }),
  );
});

test('rows and others are the total to the last digit, now and before, whatever is cut off', () => {
  fc.assert(
    fc.property(sums, sums, fc.integer({ min: 1, max: 6 }), (groups: GroupSum[], past: GroupSum[], top) => {
      const before = { groups: past, totals: null };
      const blocks = arrange({ groups, totals: null, before }, { measure: 'amount', steps, stepsBefore, top });
      for (const currency of ['USD', 'CNY']) {
        const own = groups.filter((sum) => sum.currency === currency).map(({ value }) => value);
        const ago = past.filter((sum) => sum.currency === currency).map(({ value }) => value);
        const block = blocks.find((one) => one.currency === currency);
        if (!block) {
          expect([own, ago]).toEqual([[], []]);
          continue;
        }
        const parts = [...block.rows, ...(block.others ? [block.others] : [])];
        expect(block.rows.length).toBeLessThanOrEqual(top);
        expect(toUnits(decimal(block.total))).toBe(added(own));
        expect(added(parts.map(({ total }) => total))).toBe(added(own));
        expect(toUnits(decimal(block.before ?? ''))).toBe(added(ago));
        expect(added(parts.map((part) => part.before ?? ''))).toBe(added(ago));
        const shown = (block.beforeValues ?? []).flatMap((value) => value ?? []);
        expect(added(shown)).toBe(added(ago));
        for (const part of [...parts, block]) expect(added(part.values)).toBe(toUnits(decimal(part.total)));
      }
    }),
  );
});

const group = (key: string, value: string): GroupSum => ({
  ...{ currency: 'USD', unit: null, step: '', key: [key], lines: 1 },
  value,
});

test('what is gone is a row where there is room, and counted among the others where there is none', () => {
  const sums = {
    groups: [group('stays', '5'), group('free', '0')],
    totals: null,
    before: { groups: [group('stays', '4'), group('gone', '-7'), group('gone too', '2')], totals: null },
  };
  const asked = { measure: 'amount', steps: [], stepsBefore: [] } as const;
  const [wide] = arrange(sums, { ...asked, top: 10 });
  expect(wide?.rows.map(({ key, total, before, lines }) => [key[0], Number(total), Number(before), lines])).toEqual([
    ['stays', 5, 4, 1],
    ['free', 0, 0, 1],
    ['gone', 0, -7, 0],
    ['gone too', 0, 2, 0],
  ]);
  expect(wide?.others).toBeNull();
  const [narrow] = arrange(sums, { ...asked, top: 1 });
  expect(narrow?.others).toMatchObject({ count: 3, lines: 1 });
  expect(Number(narrow?.others?.before)).toBe(-5);
});
