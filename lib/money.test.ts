import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  add,
  changePerMille,
  compare,
  type Decimal,
  decimal,
  fromUnits,
  money,
  negate,
  paddedUnits,
  padDecimals,
  parseDecimal,
  roundForDisplay,
  subtract,
  sum,
  sumByCurrency,
  times,
  toUnits,
} from './money';

const UNITS = 10n ** 10n;
const LIMIT = 10n ** 36n;
const amounts = fc.bigInt({ min: -LIMIT, max: LIMIT }).map(fromUnits);
const currencies = fc.constantFrom('USD', 'CNY', 'EUR');

describe('parseDecimal', () => {
  test.each([
    ['1', '1'],
    ['-0', '0'],
    ['-0.00', '0'],
    ['1e-7', '0.0000001'],
    ['-1E-7', '-0.0000001'],
    ['1e21', '1000000000000000000000'],
    ['12.50', '12.5'],
    ['0012.5', '12.5'],
    ['1.5e3', '1500'],
    ['123e-2', '1.23'],
    ['9999999999999999999999999999.9999999999', '9999999999999999999999999999.9999999999'],
  ])('reads %s as %s', (text, exact) => {
    expect(parseDecimal(text)).toBe(exact);
  });

  test.each([
    '',
    'NaN',
    'Infinity',
    '1,000',
    '1.',
    '.5',
    '+1',
    '0x10',
    '1e9999',
    '1e-11',
    '0.12345678901',
    '1e28',
    '١',
  ])('refuses %j instead of changing it', (text) => expect(parseDecimal(text)).toBeNull());

  test('refuses a text that is longer than any amount, which would take minutes to trim', () => {
    expect(parseDecimal(`${'0'.repeat(1000)}1`)).toBeNull();
    expect(parseDecimal(`0.${'0'.repeat(1_000_000)}1`)).toBeNull();
  });

  test('reads back whatever it can write', () => {
    fc.assert(
      fc.property(amounts, (amount) => parseDecimal(amount) === amount && fromUnits(toUnits(amount)) === amount),
    );
  });
});

describe('sums', () => {
  test('do not depend on order or grouping', () => {
    fc.assert(
      fc.property(fc.array(amounts, { maxLength: 30 }), fc.nat(), (list, seed) => {
        const shuffled = list.map((amount, index) => ({ amount, key: (index * 7919 + seed) % 101 }));
        const reordered = shuffled.sort((a, b) => a.key - b.key).map(({ amount }) => amount);
        const cut = list.length === 0 ? 0 : seed % list.length;
        const grouped = sum([sum(list.slice(0, cut)), sum(list.slice(cut))]);
        return sum(reordered) === sum(list) && grouped === sum(list);
      }),
    );
  });

  test('are undone by subtraction', () => {
    fc.assert(fc.property(amounts, amounts, (a, b) => subtract(add(a, b), b) === a && add(a, negate(a)) === '0'));
  });

  test('never add two currencies', () => {
    const list = fc.array(fc.tuple(amounts, currencies));
    fc.assert(
      fc.property(list, (entries) => {
        const totals = sumByCurrency(entries.map(([amount, currency]) => money(amount, currency)));
        const expected = new Map<string, bigint>();
        for (const [amount, currency] of entries) {
          expected.set(currency, (expected.get(currency) ?? 0n) + toUnits(amount));
        }
        expect(new Map(totals.map(({ amount, currency }) => [currency, toUnits(amount as Decimal)]))).toEqual(expected);
      }),
    );
  });

  test('keep digits that a double would lose', () => {
    expect(sum([decimal('999999999999999.00000001'), decimal('0.00000001')])).toBe('999999999999999.00000002');
    expect(sum([decimal('0.1'), decimal('0.2')])).toBe('0.3');
    expect(times(decimal('0.00000001'), 12)).toBe('0.00000012');
  });
});

describe('padDecimals', () => {
  test('is what units are written as at once', () => {
    fc.assert(fc.property(amounts, (amount) => paddedUnits(toUnits(amount)) === padDecimals(amount)));
  });

  test('adds zeros and drops nothing', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 12 }), (amount, places) => {
        const padded = padDecimals(amount, places);
        const fraction = padded.split('.')[1] ?? '';
        return (
          (parseDecimal(padded) ?? parseDecimal(padded.replace(/0+$/, ''))) === amount && fraction.length >= places
        );
      }),
    );
  });

  test('writes money with eight decimals', () => {
    expect(money(decimal('12.5'), 'CNY')).toEqual({ amount: '12.50000000', currency: 'CNY' });
  });
});

describe('roundForDisplay', () => {
  test.each([
    ['0.005', 2, '0.01'],
    ['-0.005', 2, '-0.01'],
    ['-0.0049', 2, '0.00'],
    ['0.0049', 2, '0.00'],
    ['2.5', 0, '3'],
    ['-2.5', 0, '-3'],
    ['9.999', 2, '10.00'],
    ['1234567890123456789.125', 2, '1234567890123456789.13'],
  ])('rounds %s to %i places: %s', (amount, places, text) => {
    expect(roundForDisplay(decimal(amount), places)).toBe(text);
  });

  test('moves a value by half a step at most and never shows a signed zero', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 8 }), (amount, places) => {
        const text = roundForDisplay(amount, places);
        const step = 10n ** BigInt(10 - places);
        const error = toUnits(decimal(text)) - toUnits(amount);
        expect(error <= step / 2n && error >= -step / 2n).toBe(true);
        expect(text).not.toMatch(/^-0(\.0*)?$/);
      }),
    );
  });
});

test('compare orders as numbers do, not as text', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer(), (a, b) => {
      expect(compare(decimal(String(a)), decimal(String(b)))).toBe(Math.sign(a - b));
    }),
  );
  expect(compare(decimal('9'), decimal('10'))).toBe(-1);
});

test.each([
  ['100', '105.26', 53],
  ['100', '105.24', 52],
  ['100', '99.95', -1],
  ['100', '99.951', 0],
  ['-100', '-50', 500],
  ['0', '5', null],
  ['50', '0', -1000],
])('from %s to %s is a change of %s per mille', (before, after, change) => {
  expect(changePerMille(decimal(before), decimal(after))).toBe(change);
});

test('units have ten decimals', () => expect(toUnits(decimal('1'))).toBe(UNITS));
