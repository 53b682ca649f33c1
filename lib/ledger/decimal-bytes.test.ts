import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DECIMAL_BYTES, SCALE, writeDecimal } from './decimal-bytes';

/** The integer in the bytes. */
function written(text: string): bigint {
  const bytes = Buffer.alloc(DECIMAL_BYTES * 2, 0xa5);
  writeDecimal(bytes, text, 8);
  expect([...bytes.subarray(0, 8), ...bytes.subarray(8 + DECIMAL_BYTES)].every((byte) => byte === 0xa5)).toBe(true);
  return (bytes.readBigInt64LE(16) << 64n) | bytes.readBigUInt64LE(8);
}

it('a decimal is written as the integer of its digits, however long', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 38n - 1n }), fc.nat(SCALE), fc.boolean(), (digits, places, minus) => {
      const all = digits
        .toString()
        .slice(0, 28 + places)
        .padStart(places + 1, '0');
      const text = places > 0 ? `${all.slice(0, -places)}.${all.slice(-places)}` : all;
      const scaled = BigInt(all) * 10n ** BigInt(SCALE - places);
      expect(written(minus ? `-${text}` : text)).toBe(minus ? -scaled : scaled);
    }),
  );
});

it('what does not fit is refused', () => {
  expect(() => written('0.12345678901')).toThrow(RangeError);
  expect(() => written('9'.repeat(29))).toThrow(RangeError);
});
