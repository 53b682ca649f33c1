import { type Decimal, fromUnits, type Money, padDecimals, toUnits } from '@/lib/money';

/** Name in the totals → name in the row: the summary calls the discount `officialDiscountAmount` (contract 2.e). */
export const summaryTotalColumns = {
  officialAmount: 'officialAmount',
  discountAmount: 'officialDiscountAmount',
  truncatedAmount: 'truncatedAmount',
  consumeAmount: 'consumeAmount',
  cashAmount: 'cashAmount',
  creditAmount: 'creditAmount',
  couponAmount: 'couponAmount',
  flexipurchaseCouponAmount: 'flexipurchaseCouponAmount',
  storedValueCardAmount: 'storedValueCardAmount',
  debtAmount: 'debtAmount',
  writeoffAmount: 'writeoffAmount',
} as const;

const linePayments = {
  officialAmount: 'officialAmount',
  discountAmount: 'discountAmount',
  cashAmount: 'cashAmount',
  creditAmount: 'creditAmount',
  couponAmount: 'couponAmount',
  flexipurchaseCouponAmount: 'flexipurchaseCouponAmount',
  storedCardAmount: 'storedCardAmount',
  bonusAmount: 'bonusAmount',
  debtAmount: 'debtAmount',
  adjustmentAmount: 'adjustmentAmount',
} as const;
export const usageTotalColumns = { ...linePayments, consumeAmount: 'consumeAmount' } as const;
export const expenditureTotalColumns = { ...linePayments, amount: 'amount' } as const;

type Columns = Readonly<Record<string, string>>;
type RowOf<C extends Columns> = Readonly<Record<C[keyof C], Money>>;
export type TotalsOf<C extends Columns> = { currency: string } & Record<keyof C & string, string>;

/** One entry per currency, ordered by currency: two currencies are never added, and order never depends on the rows. */
export function totalsOf<C extends Columns>(columns: C, rows: Iterable<RowOf<C>>): TotalsOf<C>[] {
  const names = Object.entries(columns);
  const units = new Map<string, Map<string, bigint>>();
  for (const row of rows) {
    for (const [name, column] of names) {
      const value = row[column as C[keyof C]];
      const sums = sumsOf(units, value.currency);
      const amount = value.amount;
      // Most members of most rows are zero; reading them as numbers would double the time.
      if (amount !== '0.00000000') sums.set(name, (sums.get(name) ?? 0n) + toUnits(amount as Decimal));
    }
  }
  return render(names, units);
}

/** Adds what parts have summed; equal to the totals of all their rows together. */
export function addTotals<C extends Columns>(columns: C, parts: Iterable<readonly TotalsOf<C>[]>): TotalsOf<C>[] {
  const names = Object.entries(columns);
  const units = new Map<string, Map<string, bigint>>();
  for (const totals of parts) {
    for (const total of totals) {
      const sums = sumsOf(units, total.currency);
      for (const [name] of names) {
        sums.set(name, (sums.get(name) ?? 0n) + toUnits((total as Record<string, string>)[name] as Decimal));
      }
    }
  }
  return render(names, units);
}

function sumsOf(units: Map<string, Map<string, bigint>>, currency: string): Map<string, bigint> {
  const known = units.get(currency);
  if (known) return known;
  const sums = new Map<string, bigint>();
  units.set(currency, sums);
  return sums;
}

function render<C extends Columns>(
  names: readonly [string, string][],
  units: Map<string, Map<string, bigint>>,
): TotalsOf<C>[] {
  return [...units]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, sums]) => {
      const amounts = names.map(([name]) => [name, padDecimals(fromUnits(sums.get(name) ?? 0n))] as const);
      return { currency, ...Object.fromEntries(amounts) } as TotalsOf<C>;
    });
}
