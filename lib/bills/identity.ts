import { type Decimal, fromUnits, type Money, money, toUnits } from '@/lib/money';

/** Units (10⁻¹⁰) of an amount as it stands in a row. */
export const unitsOf = ({ amount }: Money): bigint => toUnits(amount as Decimal);

/**
 * What a row lacks to its identity: the amount minus the sum of its members.
 * @returns null when the identity holds
 */
export function offBy(amount: Money, members: readonly Money[]): Money | null {
  let difference = unitsOf(amount);
  for (const member of members) difference -= unitsOf(member);
  return difference === 0n ? null : money(fromUnits(difference), amount.currency);
}

interface LinePayments {
  cashAmount: Money;
  creditAmount: Money;
  couponAmount: Money;
  flexipurchaseCouponAmount: Money;
  storedCardAmount: Money;
  bonusAmount: Money;
  debtAmount: Money;
  adjustmentAmount: Money;
}

/** Contract 2.f and 2.g: the payable amount is the sum of what it was paid with. */
export function lineOffBy(payable: Money, line: LinePayments): Money | null {
  return offBy(payable, [
    line.cashAmount,
    line.creditAmount,
    line.couponAmount,
    line.flexipurchaseCouponAmount,
    line.storedCardAmount,
    line.bonusAmount,
    line.debtAmount,
    line.adjustmentAmount,
  ]);
}
