import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimal, fromUnits, toUnits } from '@/lib/money';
import { arrange, type GroupSum, withoutKeys } from './arrange';

const steps = ['2026-09', '2026-10'];
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

test('rows and others are the total to the last digit, now and before, whatever is cut off', () => {
  fc.assert(
    fc.property(sums, sums, fc.integer({ min: 1, max: 6 }), (groups: GroupSum[], past: GroupSum[], top) => {
      const before = { groups: past, totals: withoutKeys(past) };
      const blocks = arrange({ groups, totals: withoutKeys(groups), before }, { measure: 'amount', steps, top });
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
        for (const part of [...parts, block]) expect(added(part.values)).toBe(toUnits(decimal(part.total)));
      }
    }),
  );
});
