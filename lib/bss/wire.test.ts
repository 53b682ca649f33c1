import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseDecimal } from '@/lib/money';
import { inMainUnit } from './money-unit';
import { amount, count, currency, flag, id, integer, list, optional, text } from './wire';

const reading = <T extends z.ZodType>(schema: T, value: unknown) => {
  const parsed = z.object({ field: schema }).safeParse(value === undefined ? {} : { field: value });
  return parsed.success ? (parsed.data as { field?: unknown }).field : 'refused';
};

describe('amounts', () => {
  it('are the exact decimal of any number text, or refused', () => {
    const digits = fc.stringMatching(/^\d{1,30}$/);
    const texts = fc.oneof(
      fc
        .tuple(fc.constantFrom('', '-'), digits, digits)
        .map(([sign, whole, fraction]) => `${sign}${whole}.${fraction}`),
      fc.tuple(fc.constantFrom('', '-'), digits).map(([sign, whole]) => sign + whole),
      fc.string({ maxLength: 8 }),
      fc.constantFrom(
        '1e-7',
        '1e21',
        '-0',
        '-0.00',
        '00',
        '0.10',
        '12.',
        '.5',
        'NaN',
        'Infinity',
        '',
        ' ',
        '+1',
        '1e999',
      ),
    );
    fc.assert(
      fc.property(texts, (value) => {
        expect(reading(amount(), value)).toBe(parseDecimal(value) ?? 'refused');
      }),
      { numRuns: 2000 },
    );
  });

  it.each([null, undefined])('read %s as null', (value) => {
    expect(reading(amount(), value)).toBeNull();
  });

  it.each([true, {}, [], ['1'], 1.5])('refuse %j, which is no number text', (value) => {
    expect(reading(amount(), value)).toBe('refused');
  });
});

describe('other fields', () => {
  it('take an integer as a number or as text, and codes nobody has heard of', () => {
    expect(['3', '3.0', '-1', '99999', null, undefined].map((value) => reading(integer(), value))).toEqual([
      3,
      3,
      -1,
      99999,
      null,
      null,
    ]);
    expect(['1.5', 'abc', '', '9007199254740993', true].map((value) => reading(integer(), value))).toEqual(
      Array(5).fill('refused'),
    );
  });

  it('need a count and an identifier to be there', () => {
    expect([null, undefined, '-1', 'x'].map((value) => reading(count(), value))).toEqual(Array(4).fill('refused'));
    expect(reading(count(), '12')).toBe(12);
    expect([null, undefined, ''].map((value) => reading(id(), value))).toEqual(Array(3).fill('refused'));
  });

  it('keep text as it is, empty text included, and read an empty currency as absent', () => {
    expect(reading(text(), '')).toBe('');
    expect(reading(text(), 'x'.repeat(70_000))).toBe('refused');
    expect([reading(currency(), ''), reading(currency(), 'CNY')]).toEqual([null, 'CNY']);
    expect([true, 'false', null].map((value) => reading(flag(), value))).toEqual([true, false, null]);
  });

  it('read an absent list as empty and an absent part as null', () => {
    const row = z.object({ name: text() });
    expect([reading(list(row), null), reading(list(row), undefined)]).toEqual([[], []]);
    expect([reading(optional(row), null), reading(optional(row), undefined)]).toEqual([null, null]);
    expect(reading(list(row), [{ name: 'a', unknown: 1 }, {}])).toEqual([{ name: 'a' }, { name: null }]);
    expect(reading(list(row), {})).toBe('refused');
  });

  it('name the place of a fault but never the value', () => {
    const rows = z.object({ rows: list(z.object({ amount: amount() })) });
    const parsed = rows.safeParse({ rows: [{ amount: '1' }, { amount: 'secret' }] });
    expect(parsed.error?.issues[0]).toMatchObject({ path: ['rows', 1, 'amount'], message: 'expected an amount' });
    expect(JSON.stringify(parsed.error?.issues)).not.toContain('secret');
  });
});

describe('units of money', () => {
  const schema = inMainUnit(z.object({ amount: amount(), usage: amount(), measure_id: integer() }), (row, toMainUnit) =>
    toMainUnit(row, ['amount']),
  );
  const given = (measure_id: string | null, value: string) =>
    reading(schema, { amount: value, usage: '100', measure_id });

  it('divide cents exactly and leave other quantities alone', () => {
    expect(given('3', '12345')).toEqual({ amount: '123.45', usage: '100', measure_id: 1 });
    expect(given('3', '-0.00000001')).toEqual({ amount: '-0.0000000001', usage: '100', measure_id: 1 });
  });

  it('take the main unit as it is, also when none is named', () => {
    expect(given('1', '12.5')).toMatchObject({ amount: '12.5' });
    expect(given(null, '12.5')).toMatchObject({ amount: '12.5' });
  });

  it('refuse a unit that nobody has confirmed and an amount too fine to divide', () => {
    expect(given('2', '12.5')).toBe('refused');
    expect(given('4', '0')).toBe('refused');
    expect(given('3', '0.0000000001')).toBe('refused');
  });
});
