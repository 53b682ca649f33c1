import { Children, type ReactElement, type ReactNode } from 'react';
import { expect, test } from 'vitest';
import type { BarPoint, PlotRow } from './bar-data';
import { StackColumn } from './stack-column';

interface Segment {
  children: [ReactElement<{ y: number; height: number; fill: string }>, unknown];
  onClick?: () => void;
}

const series = ['a', 'b', 'refund', 'none'].map((key, index) => ({
  key,
  name: key,
  slot: index === 1 ? null : index + 1,
}));

function column(state: BarPoint['state'], { heights, before = null }: Partial<PlotRow>, chosen: string[] = []) {
  const point = { ...{ key: '2026-10', label: '', title: '', stateLabel: '', values: {}, total: '0' }, state };
  // The axis goes from 100 at 10 px to zero at 210 px.
  const box = { x: 5, y: 10, width: 20, height: 200, top: 100 };
  const onSelect = (period: string, key: string) => void chosen.push(`${period} ${key}`);
  const payload = { point, label: '', heights: heights ?? {}, before };
  const drawn = StackColumn({ ...box, series, onSelect, payload }) as ReactElement<{ children: ReactNode[] }>;
  return drawn.props.children;
}

function segments(state: BarPoint['state'], heights: Record<string, number>, chosen: string[] = []) {
  const [drawn] = column(state, { heights }, chosen);
  return Children.toArray(drawn).map((one) => (one as ReactElement<Segment>).props);
}

const boxes = (drawn: Segment[]) => drawn.map(({ children: [{ props }] }) => [props.y, props.height, props.fill]);

test('amounts stand on each other from zero up, and refunds hang from zero down', () => {
  expect(boxes(segments('final', { a: 50, refund: -10, b: 25 }))).toEqual([
    [111, 99, 'var(--c1)'],
    [61, 49, 'var(--c9)'],
    [211, 19, 'var(--c3)'],
  ]);
});

test('a segment leads to its own part, and only what may still change is hatched', () => {
  const chosen: string[] = [];
  const open = segments('open', { a: 50, b: 25 }, chosen);
  open[1]?.onClick?.();
  expect(chosen).toEqual(['2026-10 b']);
  expect(open.every(({ children }) => Boolean(children[1]))).toBe(true);
  expect(segments('restated', { a: 50 }).some(({ children }) => Boolean(children[1]))).toBe(false);
});

test('a mark shows what it is compared with, below zero as well, and none where there is nothing', () => {
  const markOf = (before: number | null) => column('final', { heights: { a: 50 }, before })[1];
  const heightOf = (before: number) => (markOf(before) as ReactElement<{ at: number }>).props.at;
  expect([heightOf(75), heightOf(0), heightOf(-10)]).toEqual([60, 210, 230]);
  expect(markOf(null)).toBe(false);
});
