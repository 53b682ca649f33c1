import { compare, type Decimal, negate, toPlotNumber } from '@/lib/money';

export interface TooltipWords {
  total: string;
  /** "{count} more", already with its number left open. */
  more: (count: number) => string;
}

export interface BarSeries {
  key: string;
  name: string;
  /** Colour 1 to 8; null is the grey of "others". */
  slot: number | null;
}

export interface BarPoint {
  key: string;
  /** Below the bar, short: "Nov". */
  label: string;
  /** In the tooltip, whole: "November 2026". */
  title: string;
  /** Null when part of the period is not there: then no state of a bill is its own. */
  state: 'open' | 'closing' | 'final' | 'restated' | null;
  stateLabel: string;
  /** Exact decimal text per series key; a missing key is nothing. */
  values: Readonly<Record<string, string>>;
  total: string;
  /** What the total is compared with. */
  before?: { title: string; value: string };
}

export interface StackedBarsProps {
  label: string;
  currency: string;
  /** Bottom first. */
  series: readonly BarSeries[];
  points: readonly BarPoint[];
  words: TooltipWords;
  onSelect?: (point: string, series: string) => void;
  /** Beads of the states below the bars; not where bars are days. */
  beads?: boolean;
  /** Decimals of the figures in the tooltip; two unless said. */
  places?: number;
}

/** A part of a whole, by size; what is negative has no area. */
export interface AreaPart {
  key: string;
  name: string;
  slot: number | null;
  /** Exact decimal text. */
  value: string;
}

export interface TreemapProps extends Pick<StackedBarsProps, 'label' | 'currency' | 'places'> {
  parts: readonly AreaPart[];
  /** All of them unless said. */
  canSelect?: (key: string) => boolean;
  onSelect?: (key: string) => void;
}

/** What Recharts sees: numbers for the heights, the exact point for the words. */
export interface PlotRow {
  point: BarPoint;
  label: string;
  heights: Record<string, number>;
  /** What the total is compared with; null when nothing stands beside it. */
  before: number | null;
}

export const plotRows = ({ points, series }: Pick<StackedBarsProps, 'points' | 'series'>): PlotRow[] =>
  points.map((point) => ({
    point,
    label: point.key,
    heights: Object.fromEntries(series.map(({ key }) => [key, toPlotNumber((point.values[key] ?? '0') as Decimal)])),
    before: point.before ? toPlotNumber(point.before.value as Decimal) : null,
  }));

const magnitude = (amount: Decimal): Decimal => (amount.startsWith('-') ? negate(amount) : amount);

/** Parts of a point by their size, the largest first; `always` is one of them if it has a part at all. */
export function largestParts(
  { values }: Pick<BarPoint, 'values'>,
  series: readonly BarSeries[],
  { most, always }: { most: number; always?: string | null },
): BarSeries[] {
  const sizeOf = ({ key }: BarSeries) => magnitude((values[key] ?? '0') as Decimal);
  const parts = series.filter(({ key }) => values[key] !== undefined).sort((a, b) => compare(sizeOf(b), sizeOf(a)));
  const first = parts.slice(0, most);
  const wanted = parts.slice(most).find(({ key }) => key === always);
  return wanted ? [...first.slice(0, -1), wanted] : first;
}
