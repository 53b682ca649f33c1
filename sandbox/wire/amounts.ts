/** Money as integers of 1e-8 of the main unit: exact in a double up to 90 million, and bills have 8 decimals. */
export type Units = number;

export const ONE: Units = 100_000_000;
export const CENT: Units = 1_000_000;

/** Units as JSON number text without trailing zeros, such as -0.0255. */
export function formatUnits(units: Units): string {
  if (units === 0) return '0';
  const size = units < 0 ? -units : units;
  const fraction = size % ONE;
  const whole = String((size - fraction) / ONE);
  const sign = units < 0 ? '-' : '';
  if (fraction === 0) return sign + whole;
  let digits = String(fraction + ONE).slice(1);
  let end = 8;
  while (digits.charCodeAt(end - 1) === 48) end -= 1;
  digits = digits.slice(0, end);
  return `${sign}${whole}.${digits}`;
}

/** Decimal text to units; digits beyond the eighth are cut. */
export function toUnits(text: string): Units {
  const negative = text.startsWith('-');
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const units = Number(BigInt(whole + fraction.slice(0, 8).padEnd(8, '0')));
  return negative ? -units : units;
}

/** floor(units * numerator / denominator) toward zero, exact whatever the size. */
export function share(units: Units, numerator: number, denominator: number): Units {
  const product = units * numerator;
  if (Number.isSafeInteger(product)) return (product - (product % denominator)) / denominator;
  return Number((BigInt(units) * BigInt(numerator)) / BigInt(denominator));
}

/** Cuts to whole cents, toward zero. */
export const truncateToCents = (units: Units): Units => units - (units % CENT);
