import { expect, test } from 'vitest';
import { rodsOf } from './abacus-beads';

const valueOf = (digits: string) => rodsOf(digits).reduce((value, { fives, ones }) => value * 10 + fives * 5 + ones, 0);

test.each(['20261122', '0', '99999', '7', '123456789'])('the beads of %s add up to it', (digits) => {
  expect(valueOf(digits)).toBe(Number(digits));
});

test('a date stands on the right, rods before it are at rest', () => {
  const rods = rodsOf('20261122');
  expect(rods).toHaveLength(9);
  expect(rods[0]).toEqual({ digit: null, fives: 0, ones: 0 });
  expect(rods[4]).toEqual({ digit: 6, fives: 1, ones: 1 });
});
