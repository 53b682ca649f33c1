/** Decimal places of every decimal column. */
export const SCALE = 10;
export const DECIMAL_BYTES = 16;

const DIGIT_0 = 0x30;
const MINUS = 0x2d;
const POINT = 0x2e;
/** So many at once: a limb times ten to it, and as much again, is an exact integer. */
const DIGITS = 6;
const POWERS = Array.from({ length: DIGITS + 1 }, (_, power) => 10 ** power);
const LIMB = 2 ** 32;

/** Of the number that is being written, the least first; integers below 2^32. */
const limbs = new Uint32Array(DECIMAL_BYTES / 4);

/**
 * Writes canonical decimal text (lib/money.ts) as a Decimal(38, 10) of the engine: its digits as one integer, in two's
 * complement of 128 bits. Digit by digit in integers, without the garbage that a BigInt for each of a million leaves.
 * @throws RangeError for a number that does not fit
 */
export function writeDecimal(bytes: Buffer, text: string, at: number): void {
  limbs.fill(0);
  const negative = text.charCodeAt(0) === MINUS;
  let part = 0;
  let count = 0;
  let places = -1;
  for (let index = negative ? 1 : 0; index < text.length || places < SCALE; index += 1) {
    const char = index < text.length ? text.charCodeAt(index) : places < 0 ? POINT : DIGIT_0;
    if (char === POINT) {
      places = 0;
      continue;
    }
    part = part * 10 + (char - DIGIT_0);
    count += 1;
    if (places >= 0) places += 1;
    if (count === DIGITS) {
      append(part, count);
      part = 0;
      count = 0;
    }
  }
  append(part, count);
  if (places !== SCALE) throw new RangeError('more decimal places than a column has');
  if (negative) negate();
  for (let limb = 0; limb < limbs.length; limb += 1) bytes.writeUInt32LE(limbs[limb] as number, at + limb * 4);
}

/** The number times ten to the `count`, and `part`. */
function append(part: number, count: number): void {
  const power = POWERS[count] as number;
  let carry = part;
  for (let limb = 0; limb < limbs.length; limb += 1) {
    const product = (limbs[limb] as number) * power + carry;
    limbs[limb] = product;
    carry = Math.floor(product / LIMB);
  }
  if (carry > 0 || (limbs.at(-1) as number) >= LIMB / 2) throw new RangeError('a number that no column can hold');
}

function negate(): void {
  let carry = 1;
  for (let limb = 0; limb < limbs.length; limb += 1) {
    const inverse = LIMB - 1 - (limbs[limb] as number) + carry;
    limbs[limb] = inverse;
    carry = inverse === LIMB ? 1 : 0;
  }
}
