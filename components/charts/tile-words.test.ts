import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textWidth } from './text-width';
import { wordsOf } from './tile-words';

const EDGES = 24;
const size = fc.record({ width: fc.integer({ min: 1, max: 400 }), height: fc.integer({ min: 1, max: 340 }) });
const part = fc.record({
  name: fc.string({ unit: fc.constantFrom('a', 'W', '云', '🧾', ' ', '·'), maxLength: 60 }),
  figure: fc.integer({ min: 0, max: 10 ** 12 }).map((amount) => `${amount.toLocaleString('en')}.00 USD`),
});

test('nothing that a tile says is wider than the tile, and its figure is whole or not there', () => {
  fc.assert(
    fc.property(part, size, (told, room) => {
      const { names, figure } = wordsOf(told, room);
      for (const line of [...names, figure ?? ''])
        expect(textWidth(line)).toBeLessThanOrEqual(Math.max(0, room.width - EDGES));
      expect([told.figure, null]).toContain(figure);
      expect(names.every((line) => line.isWellFormed())).toBe(true);
    }),
  );
});

test('a roomy tile has name and figure, a narrow one the name, a small one nothing', () => {
  const told = { name: 'Elastic Cloud Server · CN-Hong Kong', figure: '12,345.67 USD' };
  expect(wordsOf(told, { width: 400, height: 100 })).toEqual({ names: [told.name], figure: told.figure });
  expect(wordsOf(told, { width: 120, height: 100 })).toEqual({
    names: ['Elastic Cloud…', 'CN-Hong Kong'],
    figure: told.figure,
  });
  expect(wordsOf(told, { width: 100, height: 100 })).toEqual({ names: ['Elastic Cl…', 'CN-Hong Ko…'], figure: null });
  expect(wordsOf(told, { width: 100, height: 39 })).toEqual({ names: ['Elastic Cl…'], figure: null });
  expect(wordsOf(told, { width: 50, height: 100 })).toEqual({ names: [], figure: null });
});
