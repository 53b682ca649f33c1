import { expect, test } from 'vitest';
import { restAfter } from './rest';

/** Rests of an engine that is killed again and again, each time when it has lived so long, ms. */
function rests(livedMs: number, deaths: number): number[] {
  const all: number[] = [];
  for (let rest = 0; all.length < deaths; all.push(rest)) rest = restAfter(rest, livedMs);
  return all;
}

test('an engine that keeps dying rests longer each time, and never so long that pages wait ten seconds for it', () => {
  expect(rests(800, 6)).toEqual([250, 500, 1000, 2000, 4000, 5000]);
  expect(Math.max(...rests(10_000, 50))).toBeLessThanOrEqual(5000);
});

test('one that lived for long is started again at once', () => {
  expect(restAfter(5000, 31_000)).toBe(0);
});
