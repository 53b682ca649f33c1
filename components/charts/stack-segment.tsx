import type { PlotRow } from './bar-data';

interface SegmentProps {
  x?: number;
  y?: number;
  width?: number;
  height?: number;
  fill?: string;
  payload?: PlotRow;
}

/** One square segment with a pixel of air above it; what is not final yet is hatched over its colour. */
export function StackSegment({ x = 0, y = 0, width = 0, height = 0, fill, payload }: SegmentProps) {
  const top = Math.min(y, y + height);
  const tall = Math.max(Math.abs(height) - 1, 0);
  if (tall === 0 || width === 0) return null;
  const provisional = payload?.point.state === 'open' || payload?.point.state === 'closing';
  return (
    <g>
      <rect x={x} y={top + 1} width={width} height={tall} fill={fill} />
      {provisional && <rect x={x} y={top + 1} width={width} height={tall} fill="url(#open-hatch)" />}
    </g>
  );
}
