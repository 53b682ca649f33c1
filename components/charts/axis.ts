import { textWidth } from './text-width';

/** Where the value axis begins and ends, and its round marks. Numbers of pixels, not money. */
export interface ValueAxis {
  domain: [number, number];
  ticks: number[];
}

const MOST_STEPS = 4;

/**
 * Three to five round marks from zero up. What goes below zero gets the room it needs and no more, so that a small refund
 * does not take a quarter of the picture.
 */
export function valueAxis(stacks: readonly (readonly number[])[]): ValueAxis {
  const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  const top = Math.max(0, ...stacks.map((stack) => sumOf(stack.filter((value) => value > 0))));
  const bottom = Math.min(0, ...stacks.map((stack) => sumOf(stack.filter((value) => value < 0))));
  const step = roundStep(Math.max(top, -bottom) / MOST_STEPS);
  const [first, last] = [Math.ceil(bottom / step), Math.max(1, Math.ceil(top / step))];
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
  return { domain: [bottom, last * step], ticks };
}

/** The next of 1, 2, 2.5, 3, 4, 5, 6, 8 and 10 times a power of ten. */
function roundStep(least: number): number {
  if (least <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 2.5, 3, 4, 5, 6, 8].find((candidate) => candidate * power >= least) ?? 10;
  return factor * power;
}

const NARROWEST = 44;
/** Between a mark and the picture. */
const GAP = 12;

/** Pixels that the marks of the value axis need beside the picture. */
export const axisWidth = (labels: readonly string[]): number =>
  Math.max(NARROWEST, Math.ceil(Math.max(0, ...labels.map(textWidth))) + GAP);
