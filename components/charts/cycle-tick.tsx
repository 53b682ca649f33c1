import { Bead } from '@/components/ui/bead';
import type { BarPoint } from './bar-data';

interface TickProps {
  x?: number;
  y?: number;
  payload?: { value: string };
  points: readonly BarPoint[];
}

/** The name of the period and, below it, the bead of its state. */
export function CycleTick({ x = 0, y = 0, payload, points }: TickProps) {
  const point = points.find(({ key }) => key === payload?.value);
  if (!point) return null;
  const open = point.state === 'open';
  return (
    <g transform={`translate(${x},${y})`}>
      <text
        y={12}
        textAnchor="middle"
        fontSize={11}
        fontWeight={open ? 500 : 400}
        fill={open ? 'var(--ink)' : 'var(--ink-3)'}
      >
        {point.label}
      </text>
      <g transform="translate(-5,22)" className={open ? 'text-attn' : 'text-ink-3'}>
        <Bead state={point.state} size={10} />
      </g>
    </g>
  );
}
