import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatUnits, share, toUnits, truncateToCents } from './amounts';
import { decimal, decimalText, divideUp, minus, plus, roundHalfUp, times, truncate } from './decimal';
import { amount, toJson } from './json';

describe('exact amounts', () => {
  it('prints any amount so that it reads back to the same one', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (units) => {
        const text = formatUnits(units);
        expect(text).toMatch(/^-?\d+(\.\d*[1-9])?$/);
        expect(toUnits(text)).toBe(units === 0 ? 0 : units);
      }),
    );
  });

  it('prints what binary floats cannot hold', () => {
    expect(toJson({ a: amount(toUnits('12345678.12345678')), b: amount(toUnits('-0.1')) })).toBe(
      '{"a":12345678.12345678,"b":-0.1}',
    );
    expect(() => toJson({ a: 0.1 })).toThrow('not an exact number');
  });

  it('shares and truncates toward zero whatever the size', () => {
    expect(share(1, 900, 1000)).toBe(0);
    expect(share(-toUnits('0.05'), 500, 1000)).toBe(-toUnits('0.025'));
    expect(share(toUnits('80000000'), 999, 1000)).toBe(toUnits('79920000'));
    expect(truncateToCents(toUnits('-1.019'))).toBe(toUnits('-1.01'));
  });

  it('calculates with decimals of any scale', () => {
    expect(decimalText(times(decimal('0.0000062'), decimal('1e3')))).toBe('0.0062');
    expect(decimalText(truncate(decimal('-1.23456789'), 6))).toBe('-1.234567');
    expect(decimalText(roundHalfUp(decimal('13.4025'), 3))).toBe('13.403');
    expect(decimalText(plus(decimal('0.1'), decimal('0.2')))).toBe('0.3');
    expect(decimalText(minus(decimal('1'), decimal('1.0')))).toBe('0');
    expect(decimalText(divideUp(decimal('1'), decimal('3'), 4))).toBe('0.3334');
  });
});
