import { Children, type ReactElement } from 'react';
import { expect, test } from 'vitest';
import type { BarPoint } from './bar-data';
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

function segments(state: BarPoint['state'], heights: Record<string, number>, chosen: string[] = []) {
  const point = { ...{ key: '2026-10', label: '', title: '', stateLabel: '', values: {}, total: '0' }, state };
  // The axis goes from 100 at 10 px to zero at 210 px.
  const box = { x: 5, y: 10, width: 20, height: 200, top: 100 };
  const onSelect = (period: string, key: string) => void chosen.push(`${period} ${key}`);
  const drawn = StackColumn({ ...box, series, onSelect, payload: { point, label: '', heights } });
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
