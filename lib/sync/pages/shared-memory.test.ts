import { expect, test } from 'vitest';
import { SharedMemory } from './shared-memory';

const KB = 2 ** 10;

test('what was given back is taken again when it is large enough', () => {
  const memory = new SharedMemory();
  const first = memory.take(300 * KB);
  expect(first.byteLength).toBeGreaterThanOrEqual(300 * KB);
  expect(memory.take(1)).not.toBe(first);
  memory.giveBack(first);
  expect(memory.take(600 * KB)).not.toBe(first);
  expect(memory.take(200 * KB)).toBe(first);
});

test('a small page leaves a large piece to a large one', () => {
  const memory = new SharedMemory();
  const [large, small] = [memory.take(900 * KB), memory.take(1)];
  memory.giveBack(large);
  memory.giveBack(small);
  expect(memory.take(10)).toBe(small);
  expect(memory.take(900 * KB)).toBe(large);
});

test('is bounded, and what is kept does for most pages', () => {
  const memory = new SharedMemory();
  const huge = memory.take(20 * KB * KB);
  memory.giveBack(huge);
  expect(memory.take(1)).not.toBe(huge);
  const small = Array.from({ length: 300 }, () => memory.take(1));
  const large = Array.from({ length: 30 }, () => memory.take(KB * KB));
  for (const piece of [...small, ...large]) memory.giveBack(piece);
  const again = Array.from({ length: 30 }, () => memory.take(KB * KB));
  expect(new Set(again)).toEqual(new Set(large));
  const left = new Set(Array.from({ length: 300 }, () => memory.take(1)));
  expect(small.filter((piece) => left.has(piece)).length * 256 * KB).toBeLessThan(64 * KB * KB);
});

test('what is reserved does for pages of a thousand lines, and is reserved once', () => {
  const memory = new SharedMemory();
  const reserved = new Set(memory.reserve());
  expect(reserved.size).toBeGreaterThan(10);
  expect(memory.reserve()).toEqual([]);
  expect(reserved).toContain(memory.take(1400 * KB));
});
