'use client';

import { Treemap as Areas, ResponsiveContainer } from 'recharts';
import { formatAmount } from '@/lib/format';
import { type Decimal, toPlotNumber } from '@/lib/money';
import type { AreaPart, TreemapProps } from './bar-data';
import { textWidth } from './text-width';

interface TileProps {
  x?: number;
  y?: number;
  width?: number;
  height?: number;
  depth?: number;
  part?: AreaPart;
  figureOf: (part: AreaPart) => string;
  onSelectOf: (part: AreaPart) => (() => void) | undefined;
}

/** Room that a name and its figure need. */
const WORDS = { width: 88, height: 40 };
/** Room for a name alone; smaller tiles have their words in the table only. */
const NAME = { width: 58, height: 28 };
const LINE = 14;
/** Between the names of a part that is one of several dimensions. */
const BETWEEN = ' · ';

function fitted(text: string, width: number): string {
  let kept = text;
  while (kept !== '' && textWidth(kept) > width) kept = kept.slice(0, -1);
  return kept === text ? text : `${kept.slice(0, -1)}…`;
}

/** A name in one line, or each of its names in one of its own as far as there is room. */
function lined(name: string, width: number, height: number): string[] {
  const names = name.split(BETWEEN);
  const fits = textWidth(name) <= width || height < WORDS.height + LINE * (names.length - 1);
  return (fits ? [name] : names).map((one) => fitted(one, width));
}

function Tile({ x = 0, y = 0, width = 0, height = 0, depth, part, figureOf, onSelectOf }: TileProps) {
  if (depth === 0 || !part) return null;
  const roomy = width >= WORDS.width && height >= WORDS.height;
  const lines = roomy
    ? [...lined(part.name, width - 24, height), figureOf(part)]
    : width >= NAME.width && height >= NAME.height
      ? [fitted(part.name, width - 24)]
      : [];
  const onSelect = onSelectOf(part);
  const plate = Math.min(width - 12, Math.max(...lines.map(textWidth)) + 12);
  return (
    <g className={onSelect ? 'cursor-pointer' : undefined} onClick={onSelect}>
      <title>{`${part.name}: ${figureOf(part)}`}</title>
      <rect
        x={x}
        y={y}
        width={width}
        height={height}
        fill={`var(--c${part.slot ?? 9})`}
        stroke="var(--surface)"
        strokeWidth={2}
      />
      {lines.length > 0 && (
        <>
          <rect x={x + 6} y={y + 6} width={plate} height={6 + LINE * lines.length} rx={3} fill="var(--surface)" />
          {lines.map((line, index) => (
            <text
              key={index}
              x={x + 12}
              y={y + 20 + LINE * index}
              style={
                index < lines.length - 1 || !roomy ? { fill: 'var(--ink)', fontWeight: 500 } : { fill: 'var(--ink-2)' }
              }
            >
              {line}
            </text>
          ))}
        </>
      )}
    </g>
  );
}

export function TreemapPlot({ currency, parts, places = 2, canSelect = () => true, onSelect }: TreemapProps) {
  const areas = parts
    .map((part) => ({ part, name: part.name, size: toPlotNumber(part.value as Decimal) }))
    .filter(({ size }) => size > 0);
  const figureOf = ({ value }: AreaPart) => `${formatAmount(value, { places, max: places })} ${currency}`.trim();
  const onSelectOf = ({ key }: AreaPart) => (onSelect && canSelect(key) ? () => onSelect(key) : undefined);
  return (
    <ResponsiveContainer width="100%" height="100%">
      <Areas
        data={areas}
        dataKey="size"
        nameKey="name"
        isAnimationActive={false}
        content={<Tile figureOf={figureOf} onSelectOf={onSelectOf} />}
      />
    </ResponsiveContainer>
  );
}
