import { Bead } from '@/components/ui/bead';
import type { BarPoint } from './bar-data';

interface TickProps {
  x?: number;
  y?: number;
  /** Of the whole axis, and what it is shared by. */
  width?: number;
  visibleTicksCount?: number;
  payload?: { value: string };
  points: readonly BarPoint[];
  beads?: boolean;
}

const MOST_LABELS = 12;
const MOST_LABELS_ON_PHONE = 6;
/** Of a character of a label, about. */
const CHARACTER = 6.4;

/** The name of the period and, below it, the bead of its state. */
export function CycleTick({
  x = 0,
  y = 0,
  width = 0,
  visibleTicksCount = 1,
  payload,
  points,
  beads = true,
}: TickProps) {
  const index = points.findIndex(({ key }) => key === payload?.value);
  const point = points[index];
  if (!point) return null;
  const open = point.state === 'open';
  const fromEnd = points.length - 1 - index;
  // Labels thin out, never rotate; the last period keeps its own, and every bar its bead.
  const stride = Math.ceil(points.length / MOST_LABELS);
  const named = fromEnd % stride === 0;
  const onPhone = points.length <= MOST_LABELS_ON_PHONE ? 1 : stride === 1 ? 2 : stride * 3;
  const hiddenOnPhone = fromEnd % onPhone !== 0;
  // Narrow bars leave no room to the right of the last one's middle.
  const room = width / visibleTicksCount / 2;
  const atEdge = fromEnd === 0 && room < (point.label.length * CHARACTER) / 2;
  return (
    <g transform={`translate(${x},${y})`}>
      {named && (
        <text
          className={hiddenOnPhone ? 'max-sm:hidden' : undefined}
          x={atEdge ? room : 0}
          y={12}
          textAnchor={atEdge ? 'end' : 'middle'}
          data-now={(open && beads) || undefined}
        >
          {point.label}
        </text>
      )}
      {beads && point.state && (
        <g transform="translate(-5,22)" className={open ? 'text-attn' : 'text-ink-3'}>
          <Bead state={point.state} size={10} />
        </g>
      )}
    </g>
  );
}
