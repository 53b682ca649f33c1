import type { DaySum } from '@/lib/ledger/day-sum';
import { add, decimal, ZERO } from '@/lib/money';
import type { Difference } from './prove';

/**
 * Differences that a summary which is late does not explain. It ends with some day before this one while expenditures
 * go on (contract 5.5), so these may be ahead of it by just what their last days come to, and by nothing else.
 * @param days of the last days, newest first in each currency
 */
export function unexplained(differences: readonly Difference[], days: readonly DaySum[]): Difference[] {
  const ahead = new Set(
    [...new Set(days.map(({ currency }) => currency))].filter((currency) => {
      const off = (amount: Difference['amount']) =>
        decimal(
          differences.find((one) => one.view === 'expenditures' && one.amount === amount && one.currency === currency)
            ?.difference ?? ZERO,
        );
      const [payable, official] = [off('payable'), off('official')];
      let sum = { payable: ZERO, official: ZERO };
      return days
        .filter((day) => day.currency === currency)
        .some((day) => {
          sum = { payable: add(sum.payable, day.payable), official: add(sum.official, day.official) };
          return sum.payable === payable && sum.official === official;
        });
    }),
  );
  return differences.filter(({ view, currency }) => view !== 'expenditures' || !ahead.has(currency));
}
