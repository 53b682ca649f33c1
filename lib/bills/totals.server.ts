import 'server-only';

import type { CurrencySums } from '@/lib/ledger/queries/line-totals.server';
import { padDecimals, ZERO } from '@/lib/money';

/** Name in the totals → column of the fact: the summary calls the discount `official_discount_amount` (contract 2.e). */
const summaryTotals = {
  officialAmount: 'official_amount',
  discountAmount: 'official_discount_amount',
  truncatedAmount: 'truncated_amount',
  consumeAmount: 'consume_amount',
  cashAmount: 'cash_amount',
  creditAmount: 'credit_amount',
  couponAmount: 'coupon_amount',
  flexipurchaseCouponAmount: 'flexipurchase_coupon_amount',
  storedValueCardAmount: 'stored_value_card_amount',
  debtAmount: 'debt_amount',
  writeoffAmount: 'writeoff_amount',
} as const;

const lineTotals = {
  officialAmount: 'official_amount',
  discountAmount: 'discount_amount',
  cashAmount: 'cash_amount',
  creditAmount: 'credit_amount',
  couponAmount: 'coupon_amount',
  flexipurchaseCouponAmount: 'flexipurchase_coupon_amount',
  storedCardAmount: 'stored_card_amount',
  bonusAmount: 'bonus_amount',
  debtAmount: 'debt_amount',
  adjustmentAmount: 'adjustment_amount',
} as const;

const columns = {
  summary: summaryTotals,
  usage: { ...lineTotals, consumeAmount: 'consume_amount' },
  expenditures: { ...lineTotals, amount: 'amount' },
} as const;

type Totals<V extends keyof typeof columns> = { currency: string } & Record<keyof (typeof columns)[V], string>;

/** One entry per currency with its sums as the API names them, at least eight decimals. */
export function shownTotals<V extends keyof typeof columns>(view: V, sums: readonly CurrencySums[]): Totals<V>[] {
  return sums.map(({ currency, sums: byColumn }) => {
    const amounts = Object.entries(columns[view]).map(([name, column]) => [
      name,
      padDecimals(byColumn[column] ?? ZERO),
    ]);
    return { currency, ...Object.fromEntries(amounts) } as Totals<V>;
  });
}
