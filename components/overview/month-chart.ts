import type { BarPoint, BarSeries } from '@/components/charts/bar-data';
import { type FormatLocale, formatCycle } from '@/lib/format';
import { type Decimal, isZero, padDecimals, subtract, sum } from '@/lib/money';
import type { OverviewCurrency } from '@/lib/overview/schema';

/** Key of the grey series on top; no service has this code. */
export const OTHERS = '__others';

interface ChartWords {
  locale: FormatLocale;
  others: string;
  stateOf: (state: BarPoint['state']) => string;
  isLacking: (cycle: string) => boolean;
}

/** Largest service at the bottom, others on top; what has no colour is the total minus what has. */
export function chartOf(
  { services, others, months }: OverviewCurrency,
  { locale, others: othersName, stateOf, isLacking }: ChartWords,
): { series: BarSeries[]; points: BarPoint[] } {
  const series: BarSeries[] = services.map(({ serviceTypeCode, serviceTypeName, slot }) => ({
    key: serviceTypeCode,
    name: serviceTypeName,
    slot,
  }));
  if (others) series.push({ key: OTHERS, name: othersName, slot: null });
  const points = months.map(({ cycle, state: own, total, byService }) => {
    const state = isLacking(cycle) ? null : own;
    const values = Object.fromEntries(byService.map(({ serviceTypeCode, amount }) => [serviceTypeCode, amount.amount]));
    const coloured = sum(byService.map(({ amount }) => amount.amount as Decimal));
    const rest = subtract(total.amount as Decimal, coloured);
    return {
      key: cycle,
      label: formatCycle(cycle, locale, 'month'),
      title: formatCycle(cycle, locale),
      state,
      stateLabel: stateOf(state),
      values: isZero(rest) ? values : { ...values, [OTHERS]: padDecimals(rest) },
      total: total.amount,
    };
  });
  return { series, points };
}
