/** An exact decimal, value = digits / 10^scale, for prices whose factors have any number of decimals. */
export interface Decimal {
  digits: bigint;
  scale: number;
}

export function decimal(text: string): Decimal {
  const [mantissa = '0', exponent = '0'] = text.toLowerCase().split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const scale = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

export const times = (a: Decimal, b: Decimal): Decimal => ({ digits: a.digits * b.digits, scale: a.scale + b.scale });

function rescale(value: Decimal, scale: number): bigint {
  return scale >= value.scale
    ? value.digits * 10n ** BigInt(scale - value.scale)
    : value.digits / 10n ** BigInt(value.scale - scale);
}

export function plus(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { digits: rescale(a, scale) + rescale(b, scale), scale };
}

export const minus = (a: Decimal, b: Decimal): Decimal => plus(a, { digits: -b.digits, scale: b.scale });

/** Cut toward zero, as the rating operations do. */
export const truncate = (value: Decimal, scale: number): Decimal => ({ digits: rescale(value, scale), scale });

/** a / b of positive decimals, rounded up in the last digit: cut again at a much smaller scale it is the exact quotient. */
export function divideUp(a: Decimal, b: Decimal, scale: number): Decimal {
  return { digits: (rescale(a, scale + b.scale) + b.digits - 1n) / b.digits, scale };
}

export function roundHalfUp(value: Decimal, scale: number): Decimal {
  const finer = rescale(value, scale + 1);
  return { digits: (finer + (finer >= 0n ? 5n : -5n)) / 10n, scale };
}

export const isGreater = (a: Decimal, b: Decimal): boolean => minus(a, b).digits > 0n;

export function decimalText(value: Decimal): string {
  const negative = value.digits < 0n;
  const digits = String(negative ? -value.digits : value.digits).padStart(value.scale + 1, '0');
  const whole = digits.slice(0, digits.length - value.scale);
  const fraction = digits.slice(digits.length - value.scale).replace(/0+$/, '');
  const text = fraction ? `${whole}.${fraction}` : whole;
  return negative && value.digits !== 0n ? `-${text}` : text;
}
