import type { BarSeries, PlotRow } from './bar-data';

interface ColumnProps {
  x?: number;
  /** From the top of the axis to its zero. */
  y?: number;
  width?: number;
  height?: number;
  payload?: PlotRow;
  /** What the height stands for. */
  top: number;
  series: readonly BarSeries[];
  onSelect?: (point: string, series: string) => void;
  /** Told which segment the pointer is on, and null when it leaves it. */
  onPoint?: (series: string | null) => void;
}

/**
 * One period: square segments with a pixel of air above each, from zero up, and from zero down for what is negative; what
 * is not final yet is hatched over its colour. Drawn as one shape: what the library keeps for each series took half of a page's script.
 */
export function StackColumn({
  x = 0,
  y = 0,
  width = 0,
  height = 0,
  payload,
  top,
  series,
  onSelect,
  onPoint,
}: ColumnProps) {
  if (!payload || width <= 0) return null;
  const { point, heights, before } = payload;
  const provisional = point.state === 'open' || point.state === 'closing';
  const ends = { above: y + height, below: y + height };
  const segments = series.flatMap(({ key, slot }) => {
    const length = ((heights[key] ?? 0) * height) / top;
    const from = length > 0 ? ends.above - length : ends.below;
    if (length > 0) ends.above -= length;
    else ends.below -= length;
    const tall = Math.abs(length) - 1;
    return tall > 0 ? [{ key, fill: `var(--c${slot ?? 9})`, box: { x, y: from + 1, width, height: tall } }] : [];
  });
  return (
    <>
      {segments.map(({ key, fill, box }) => (
        <g
          key={key}
          className={onSelect ? 'cursor-pointer' : undefined}
          onClick={onSelect && (() => onSelect(point.key, key))}
          onPointerEnter={() => onPoint?.(key)}
          onPointerLeave={() => onPoint?.(null)}
        >
          <rect {...box} fill={fill} />
          {provisional && <rect {...box} fill="url(#open-hatch)" />}
        </g>
      ))}
      {before !== null && <Mark at={y + height - (before * height) / top} {...{ x, width }} />}
    </>
  );
}

/** How high the column was in the compared span: a line across it, with an edge that shows it on any colour. */
const Mark = ({ x, width, at }: { x: number; width: number; at: number }) => (
  <g className="pointer-events-none">
    <rect x={x - 3} width={width + 6} y={at - 2} height={4} rx={2} fill="var(--raised)" />
    <rect x={x - 2} width={width + 4} y={at - 1} height={2} rx={1} fill="var(--ink)" />
  </g>
);
