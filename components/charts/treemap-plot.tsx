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

/** Room that words need; smaller tiles have their words in the table only. */
const WORDS = { width: 88, height: 40 };
const LATIN = 6.2;
const WIDE = 11.5;

const widthOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + (character > '\u2e80' ? WIDE : LATIN), 0);

function fitted(text: string, width: number): string {
  let kept = text;
  while (kept !== '' && widthOf(kept) > width) kept = kept.slice(0, -1);
  return kept === text ? text : `${kept.slice(0, -1)}…`;
}

function Tile({ x = 0, y = 0, width = 0, height = 0, depth, part, figureOf, onSelect }: TileProps) {
  if (depth === 0 || !part) return null;
  const roomy = width >= WORDS.width && height >= WORDS.height;
  const name = fitted(part.name, width - 24);
  const figure = figureOf(part);
  const plate = Math.min(width - 12, Math.max(widthOf(name), widthOf(figure)) + 12);
  return (
    <g className={onSelect ? 'cursor-pointer' : undefined} onClick={() => onSelect?.(part.key)}>
      <title>{`${part.name}: ${figure}`}</title>
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
          <rect x={x + 6} y={y + 6} width={plate} height={34} rx={3} fill="var(--surface)" />
          <text x={x + 12} y={y + 20} style={{ fill: 'var(--ink)', fontWeight: 500 }}>
            {name}
          </text>
          <text x={x + 12} y={y + 34} style={{ fill: 'var(--ink-2)' }}>
            {figure}
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
