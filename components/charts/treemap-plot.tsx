'use client';

import { Treemap as Areas, ResponsiveContainer } from 'recharts';
import { formatAmount } from '@/lib/format';
import { type Decimal, toPlotNumber } from '@/lib/money';
import type { AreaPart, TreemapProps } from './bar-data';
import { textWidth } from './text-width';
import { LINE, wordsOf } from './tile-words';

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

function Tile({ x = 0, y = 0, width = 0, height = 0, depth, part, figureOf, onSelectOf }: TileProps) {
  if (depth === 0 || !part) return null;
  const { names, figure } = wordsOf({ name: part.name, figure: figureOf(part) }, { width, height });
  const lines = figure === null ? names : [...names, figure];
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
              style={index < names.length ? { fill: 'var(--ink)', fontWeight: 500 } : { fill: 'var(--ink-2)' }}
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
