import type { AreaPart, BarPoint, BarSeries } from '@/components/charts/bar-data';
import { assignSlots } from '@/lib/bills/service-slots';
import type { Explore, ExploreBlock, ExploreRow } from '@/lib/explore/schema';
import { type FormatLocale, formatCycle, formatDay } from '@/lib/format';
import { compare, type Decimal, decimal, isZero, subtract, sum, ZERO } from '@/lib/money';

/** Key of the grey series on top. */
export const OTHERS = '__others';
const COLOURED = 8;

export interface ChartWords {
  locale: FormatLocale;
  labelOf: (row: ExploreRow) => string;
  othersOf: (count: number) => string;
  stateOf: (state: BarPoint['state']) => string;
  noDate: string;
}

export const rowKey = ({ key }: Pick<ExploreRow, 'key'>): string => JSON.stringify(key);

/** Colours of the rows: a service has its own in all charts; other things are coloured by size. Beyond eight: grey. */
export function slotsOf({ rows }: ExploreBlock, by: Explore['by']): Map<string, number> {
  const coloured = drawn(rows).slice(0, COLOURED);
  if (by.length !== 1 || by[0] !== 'service') return new Map(coloured.map((row, index) => [rowKey(row), index + 1]));
  const slots = assignSlots(coloured.map(({ key }) => key[0] ?? ''));
  return new Map(coloured.map((row) => [rowKey(row), slots.get(row.key[0] ?? '') ?? 9]));
}

/** Only zeros: there is nothing to draw, and others come first. */
export const isNothing = ({ rows, values, total }: ExploreBlock): boolean =>
  [total, ...values, ...rows.map((row) => row.total)].every((value) => isZero(exact(value)));

/** What is only in the compared span has no place in a chart of this one. */
const drawn = (rows: ExploreBlock['rows']) => rows.filter(({ lines }) => lines > 0);

const exact = (text: string): Decimal => decimal(text);

/** Whether a chart of it has one series, which is the whole. */
export const hasOneSeries = ({ rows, others }: Pick<ExploreBlock, 'rows' | 'others'>): boolean =>
  drawn(rows).length === 1 && (others?.count ?? 0) === 0;

type Charted = Pick<Explore, 'steps' | 'stepsBefore' | 'states' | 'unpublished' | 'by'>;

/** At most eight series and the others, which are the total minus what has a colour. */
export function chartOf(
  block: ExploreBlock,
  { steps, stepsBefore, states, unpublished, by }: Charted,
  words: ChartWords,
): { series: BarSeries[]; points: BarPoint[] } {
  const { locale } = words;
  const slots = slotsOf(block, by);
  const rows = drawn(block.rows);
  const coloured = rows.slice(0, COLOURED);
  const rest = rows.length - coloured.length + (block.others?.count ?? 0);
  const series: BarSeries[] = coloured.map((row) => ({
    key: rowKey(row),
    name: words.labelOf(row),
    slot: slots.get(rowKey(row)) ?? null,
  }));
  if (rest > 0) series.push({ key: OTHERS, name: words.othersOf(rest), slot: null });
  const lacking = new Set(unpublished.map(({ cycle }) => cycle));
  const years = cyclesIn(steps) > 12;
  const points = steps.map((step, index): BarPoint => {
    const values = Object.fromEntries(
      coloured.flatMap((row) => {
        const value = row.values[index] ?? '0';
        return isZero(exact(value)) ? [] : [[rowKey(row), value]];
      }),
    );
    const total = block.values[index] ?? '0';
    const others = subtract(exact(total), sum(Object.values(values).map(exact)));
    const cycle = step.slice(0, 7);
    const state = lacking.has(cycle) ? null : (states[cycle] ?? 'final');
    const day = step.length > 7;
    const titleOf = (text: string) => (day ? formatDay(text, locale) : formatCycle(text, locale));
    const [title, value] = [stepsBefore[index], block.beforeValues?.[index]];
    return {
      key: step,
      label: step === '' ? words.noDate : axisLabel(step, { locale, years }),
      title: step === '' ? words.noDate : titleOf(step),
      before: title && value ? { title: titleOf(title), value } : undefined,
      state,
      stateLabel: words.stateOf(state),
      values: isZero(others) ? values : { ...values, [OTHERS]: others },
      total,
    };
  });
  return { series, points };
}

const cyclesIn = (steps: readonly string[]): number => new Set(steps.map((step) => step.slice(0, 7))).size;

/** A month's name says enough within a year; beyond one its year belongs to it, and there a single day no longer counts. */
function axisLabel(step: string, { locale, years }: { locale: FormatLocale; years: boolean }): string {
  if (years) return formatCycle(step.slice(0, 7), locale, 'short');
  return step.length > 7 ? formatDay(step, locale, 'short') : formatCycle(step, locale, 'month');
}

/** Every row as an area, and the others; what is negative has none. */
export function partsOf(
  block: ExploreBlock,
  by: Explore['by'],
  words: Pick<ChartWords, 'labelOf' | 'othersOf'>,
): AreaPart[] {
  const slots = slotsOf(block, by);
  const parts = drawn(block.rows).map((row) => ({
    key: rowKey(row),
    name: words.labelOf(row),
    slot: slots.get(rowKey(row)) ?? null,
    value: row.total,
  }));
  const { others } = block;
  return others
    ? [...parts, { key: OTHERS, name: words.othersOf(others.count), slot: null, value: others.total }]
    : parts;
}

/** What of the compared span stands beside none of the steps, such as the 31st beside a shorter month; null for nothing. */
export function besideNothing({ before, beforeValues }: ExploreBlock): Decimal | null {
  if (before === null || beforeValues === null) return null;
  const rest = subtract(exact(before), sum(beforeValues.flatMap((value) => (value === null ? [] : [exact(value)]))));
  return isZero(rest) ? null : rest;
}

/** What the negative parts come to, exact; null when none is. */
export function belowZero({ rows, others }: ExploreBlock): string | null {
  const negative = [...rows, ...(others ? [others] : [])]
    .map(({ total }) => exact(total))
    .filter((total) => compare(total, ZERO) < 0);
  return negative.length === 0 ? null : sum(negative);
}
