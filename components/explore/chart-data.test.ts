import { expect, test } from 'vitest';
import type { ExploreBlock } from '@/lib/explore/schema';
import { belowZero, besideNothing, chartOf, isNothing, partsOf } from './chart-data';

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

test('what a treemap cannot draw is told, to the digit', () => {
  expect(belowZero(block('0.5', ['3', '-1.00000001', '-1.5']))).toBe('-2.50000001');
  expect(belowZero(block('3', ['3', '0']))).toBeNull();
});

test('what nothing stands beside is told, to the digit', () => {
  const compared = { ...block('5', []), before: '3.00000001', beforeValues: ['1', null, '2'] };
  expect(besideNothing(compared)).toBe('0.00000001');
  expect(besideNothing({ ...compared, beforeValues: ['1', '2.00000001'] })).toBeNull();
  expect(besideNothing(block('5', []))).toBeNull();
});

const words = {
  locale: 'en' as const,
  labelOf: () => '',
  othersOf: () => '',
  stateOf: (state: string | null) => state ?? 'incomplete',
  noDate: '',
};

const charted = (steps: string[], lacking: string[] = []) =>
  chartOf(
    block(
      '0',
      [],
      steps.map(() => '0'),
    ),
    {
      ...{ steps, stepsBefore: [], states: {}, by: [] },
      unpublished: lacking.map((cycle) => ({ cycle, accounts: [] })),
    },
    words,
  ).points;

test('a month that the ledger lacks has no state of a bill', () => {
  expect(charted(['2026-09', '2026-10'], ['2026-09']).map(({ stateLabel }) => stateLabel)).toEqual([
    'incomplete',
    'final',
  ]);
});

test('beyond a year the names of months have their year, and days are named by their month', () => {
  const cycles = Array.from({ length: 13 }, (_, index) =>
    new Date(Date.UTC(2025, 10 + index, 1)).toISOString().slice(0, 7),
  );
  expect(charted(cycles).map(({ label }) => label)).toEqual(expect.arrayContaining(['Nov 2025', 'Nov 2026']));
  expect(charted(cycles.slice(1)).map(({ label }) => label)).toEqual(expect.arrayContaining(['Dec', 'Nov']));
  expect(charted(['2026-11-21', '2026-11-22']).map(({ label }) => label)).toEqual(['21 Nov', '22 Nov']);
  expect(charted(cycles.map((cycle) => `${cycle}-15`))[0]?.label).toBe('Nov 2025');
});

test('what is only in the compared span is not drawn', () => {
  const compared = block('3', ['3', '0'], ['3']);
  const rows = compared.rows.map((row, index) => ({ ...row, lines: 1 - index, values: [row.total] }));
  const one = { ...compared, rows };
  const asked = { steps: ['2026-10'], stepsBefore: [null], states: {}, by: [], unpublished: [] };
  expect(chartOf(one, asked, words).series.map(({ key }) => key)).toEqual(['["0"]']);
  expect(partsOf(one, [], words).map(({ key }) => key)).toEqual(['["0"]']);
});
