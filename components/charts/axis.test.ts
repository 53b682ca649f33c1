import fc from 'fast-check';
import { expect, test } from 'vitest';
import { axisWidth, valueAxis } from './axis';

test('counts from zero in round steps', () => {
  expect(valueAxis([[100, 32], [58]])).toEqual({ domain: [0, 160], ticks: [0, 40, 80, 120, 160] });
  expect(valueAxis([[332_577], [230_255]]).ticks).toEqual([0, 100_000, 200_000, 300_000, 400_000]);
});

test('gives a small refund the room it needs, and no mark of its own', () => {
  expect(valueAxis([[300, 52, -4]])).toEqual({ domain: [-4, 400], ticks: [0, 100, 200, 300, 400] });
});

test('marks what lies far below zero too, and nothing at all as well', () => {
  expect(valueAxis([[-90]]).ticks).toEqual([-75, -50, -25, 0, 25]);
  expect(valueAxis([])).toEqual({ domain: [0, 1], ticks: [0, 1] });
});

test('every stack fits, with two to nine marks', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.integer({ min: -1e9, max: 1e9 }), { maxLength: 6 }), { maxLength: 12 }),
      (stacks) => {
        const { domain, ticks } = valueAxis(stacks);
        for (const stack of stacks) {
          const up = stack.filter((value) => value > 0).reduce((sum, value) => sum + value, 0);
          const down = stack.filter((value) => value < 0).reduce((sum, value) => sum + value, 0);
          expect(up).toBeLessThanOrEqual(domain[1] * (1 + 1e-9));
          expect(down).toBeGreaterThanOrEqual(domain[0]);
        }
        expect(ticks).toContain(0);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(9);
      },
    ),
  );
});

test('is as wide as its widest mark', () => {
  expect(axisWidth(['0', '2.5k'])).toBe(44);
  expect(axisWidth(['0', '3200万'])).toBeGreaterThanOrEqual(4 * 6.4 + 11 + 8);
  expect(axisWidth([])).toBe(44);
});
