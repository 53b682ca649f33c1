import { expect, test } from 'vitest';
import type { ExploreBlock } from '@/lib/explore/schema';
import { isNothing } from './chart-data';

const block = (total: string, rows: string[], values: string[] = []): ExploreBlock => ({
  ...{ currency: 'USD', unit: null, total, before: null, lines: 1, values, others: null, beforeValues: null },
  rows: rows.map((amount, index) => ({
    ...{ key: [String(index)], names: [''], total: amount, before: null, lines: 1, values: [] },
  })),
});

test('only zeros are nothing to draw; amounts that cancel each other out are something', () => {
  expect(isNothing(block('0', ['0', '0.00']))).toBe(true);
  expect(isNothing(block('0', ['1', '-1']))).toBe(false);
  expect(isNothing(block('0', [], ['2', '-2']))).toBe(false);
  expect(isNothing(block('0.0000000001', []))).toBe(false);
});
