'use client';

import { Treemap as Areas, ResponsiveContainer } from 'recharts';
import { formatAmount } from '@/lib/format';
import { type Decimal, toPlotNumber } from '@/lib/money';
import type { AreaPart, TreemapProps } from './bar-data';

interface TileProps {
  x?: number;
  y?: number;
  width?: number;
  height?: number;
  depth?: number;
  part?: AreaPart;
  figureOf: (part: AreaPart) => string;
  onSelect?: (key: string) => void;
}

/** Room that a word needs; smaller tiles have their words in the table only. */
const WORDS = { width: 88, height: 40 };
const CHARACTER = 6.6;

function Tile({ x = 0, y = 0, width = 0, height = 0, depth, part, figureOf, onSelect }: TileProps) {
  if (depth === 0 || !part) return null;
  const roomy = width >= WORDS.width && height >= WORDS.height;
  const most = Math.max(Math.floor((width - 16) / CHARACTER), 1);
  const name = part.name.length > most ? `${part.name.slice(0, most - 1)}…` : part.name;
  return (
    <g className={onSelect ? 'cursor-pointer' : undefined} onClick={() => onSelect?.(part.key)}>
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
      {roomy && (
        <>
          <rect
            x={x + 6}
            y={y + 6}
            width={Math.min(width - 12, Math.max(name.length, figureOf(part).length) * CHARACTER + 12)}
            height={34}
            rx={3}
            fill="var(--surface)"
          />
          <text x={x + 12} y={y + 20} style={{ fill: 'var(--ink)', fontWeight: 500 }}>
            {name}
          </text>
          <text x={x + 12} y={y + 34} style={{ fill: 'var(--ink-2)' }}>
            {figureOf(part)}
          </text>
        </>
      )}
    </g>
  );
}

export function TreemapPlot({ currency, parts, places = 2, onSelect }: TreemapProps) {
  const areas = parts
    .map((part) => ({ part, name: part.name, size: toPlotNumber(part.value as Decimal) }))
    .filter(({ size }) => size > 0);
  const figureOf = ({ value }: AreaPart) => `${formatAmount(value, { places, max: places })} ${currency}`.trim();
  return (
    <ResponsiveContainer width="100%" height="100%">
      <Areas
        data={areas}
        dataKey="size"
        nameKey="name"
        isAnimationActive={false}
        content={<Tile figureOf={figureOf} onSelect={onSelect} />}
      />
    </ResponsiveContainer>
  );
}
