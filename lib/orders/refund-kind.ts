import { add, compare, type Decimal, decimal, isZero, negate, sum, ZERO } from '@/lib/money';

/** What a refund record is: money given back, what had been used, the handling fee, or one of these two. */
export type RefundKind = 'refunded' | 'consumed' | 'fee' | 'consumedOrFee' | 'nothing';

interface Amount {
  amount: string;
}

/** The figures of an unsubscription or a downgrade, as the order and its refund records have them. */
export interface RefundedOrder {
  amountAfterDiscount: Amount | null;
  deductions: { commissionAmount: Amount | null; consumedAmount: Amount | null };
  refunds: readonly { amount: Amount | null }[] | null;
}

const exact = (amount: Amount | null): Decimal => decimal(amount?.amount ?? '0');
const equal = (a: Decimal, b: Decimal): boolean => compare(a, b) === 0;

/**
 * What each record is, in their order. The upstream only gives a sign: negative is refunded, positive is consumed or
 * a fee (contract 2.c.2). Which of the two follows where the order's own consumed amount and fee leave one reading.
 */
export function refundKinds({ deductions, refunds }: Omit<RefundedOrder, 'amountAfterDiscount'>): RefundKind[] {
  const amounts = (refunds ?? []).map(({ amount }) => exact(amount));
  const kept = amounts.filter(isPositive);
  const fee = exact(deductions.commissionAmount);
  const consumed = exact(deductions.consumedAmount);
  const fits = equal(sum(kept), add(fee, consumed));
  const likeFee = kept.filter((amount) => equal(amount, fee)).length;
  return amounts.map((amount) => {
    if (isZero(amount)) return 'nothing';
    if (!isPositive(amount)) return 'refunded';
    if (!fits) return 'consumedOrFee';
    if (isZero(fee)) return 'consumed';
    if (isZero(consumed)) return 'fee';
    // One record alone is the fee, so the others are not; several alike could each be it.
    if (likeFee === 0) return 'consumedOrFee';
    if (!equal(amount, fee)) return 'consumed';
    return likeFee === 1 ? 'fee' : 'consumedOrFee';
  });
}

/** The steps from what had been paid to what comes back; with the sign of the records. */
export interface RefundSteps {
  givenBack: Decimal;
  consumed: Decimal;
  fee: Decimal;
}

/**
 * Given back, consumed and fee where they add up to the order's own amount, exactly; else null, and nothing is said
 * of how they hang together. The sign of the order's amount is unconfirmed (contract 2.b), so either is taken.
 */
export function refundSteps(order: RefundedOrder): RefundSteps | null {
  if (!order.refunds || order.refunds.length === 0 || !order.amountAfterDiscount) return null;
  const amounts = order.refunds.map(({ amount }) => exact(amount));
  const total = sum(amounts);
  const own = exact(order.amountAfterDiscount);
  if (!equal(total, own) && !equal(total, negate(own))) return null;
  const consumed = exact(order.deductions.consumedAmount);
  const fee = exact(order.deductions.commissionAmount);
  if (!equal(sum(amounts.filter(isPositive)), add(consumed, fee))) return null;
  return { givenBack: sum(amounts.filter((amount) => !isPositive(amount))), consumed, fee };
}

const isPositive = (amount: Decimal): boolean => compare(amount, ZERO) > 0;
