import { truncateToCents, type Units } from '../../wire/amounts';
import type { Line } from '../../world/bills/source';

export const PAYMENTS = ['cash', 'credit', 'coupon', 'flexi', 'card', 'debt', 'writeOff'] as const;
export type Money = Record<(typeof PAYMENTS)[number], Units>;

/**
 * Whole cents toward zero, and what was cut, which has the sign of the amount. The payment that is largest takes the odd
 * cents, so that the payments add up to what is consumed.
 */
export function inCents(sum: Line): Money & { consume: Units; truncated: Units } {
  const consume = truncateToCents(sum.amount);
  const money = Object.fromEntries(PAYMENTS.map((member) => [member, truncateToCents(sum[member])])) as Money;
  const missing = consume - PAYMENTS.reduce((total, member) => total + money[member], 0);
  const largest = PAYMENTS.reduce((best, member) => (Math.abs(sum[member]) > Math.abs(sum[best]) ? member : best));
  money[largest] += missing;
  return { ...money, consume, truncated: sum.amount - consume };
}
