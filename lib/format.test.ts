import { describe, expect, test } from 'vitest';
import {
  ageOf,
  dayOf,
  formatAmount,
  formatAmountParts,
  formatCompact,
  formatCount,
  formatCycle,
  formatDay,
  formatInstant,
  formatPerMille,
  formatRange,
  formatTime,
} from './format';

describe('amounts', () => {
  test.each([
    ['12345.60000000', '12,345.60'],
    ['0', '0.00'],
    ['-1.09', '−1.09'],
    ['-349.92000000', '−349.92'],
    ['10.94600000', '10.946'],
    ['1234567890123456789.12345678', '1,234,567,890,123,456,789.12345678'],
    ['0.1234567850', '0.12345679'],
    ['-0.000000001', '0.00'],
    ['999.999999999', '1,000.00'],
  ])('%s reads %s', (amount, text) => {
    expect(formatAmount(amount)).toBe(text);
  });

  test('the decimals beyond the second are a part of their own, padded where a column asks for it', () => {
    expect(formatAmountParts('-1234.50600000')).toEqual({ sign: '−', whole: '1,234', cents: '.50', tail: '6' });
    expect(formatAmountParts('1.5', { fixed: true }).tail).toBe('000000');
    expect(formatAmountParts('1.648', { places: 3, max: 3 })).toMatchObject({ cents: '.648', tail: '' });
    expect(formatAmountParts('1.5', { places: 0 })).toMatchObject({ cents: '', tail: '.5' });
    expect(formatAmount('1.005', { max: 2 })).toBe('1.01');
  });

  test('a minus is U+2212, as wide as a figure', () => {
    expect(formatAmount('-1').codePointAt(0)).toBe(0x2212);
  });

  test('text that is no decimal is an error, not a figure', () => {
    expect(() => formatAmount('1,000')).toThrow(RangeError);
  });
});

test('counts are grouped', () => {
  expect([formatCount(18244), formatCount(0), formatCount(999), formatCount(-1000)]).toEqual([
    '18,244',
    '0',
    '999',
    '−1,000',
  ]);
});

test('per mille reads as percent with one decimal; the arrow carries the sign', () => {
  expect(formatPerMille(52)).toBe('5.2%');
  expect(formatPerMille(-262)).toBe('26.2%');
  expect(formatPerMille(-262, { signed: true })).toBe('−26.2%');
  expect(formatPerMille(12345, { signed: true })).toBe('+1,234.5%');
});

test.each([
  [15_000, '15k', '1.5万'],
  [1_250_000, '1.25M', '125万'],
  [0, '0', '0'],
  [800, '800', '800'],
  [-60_000, '−60k', '−6万'],
  [200_000_000, '200M', '2亿'],
])('an axis says %d as %s and %s', (value, en, zh) => {
  expect(formatCompact(value, 'en')).toBe(en);
  expect(formatCompact(value, 'zh-CN')).toBe(zh);
});

describe('dates', () => {
  test.each([
    ['long', '22 Nov 2026', '2026年11月22日'],
    ['table', '22 Nov 2026', '2026-11-22'],
    ['short', '22 Nov', '11-22'],
  ] as const)('a day in %s form', (style, en, zh) => {
    expect(formatDay('2026-11-22', 'en', style)).toBe(en);
    expect(formatDay('2026-11-22', 'zh-CN', style)).toBe(zh);
  });

  test('an instant is told in the zone that is asked for', () => {
    const instant = '2026-11-22T18:05:07Z';
    expect(formatTime(instant, 'UTC')).toBe('18:05');
    expect(formatTime(instant, 'GMT+8', { seconds: true })).toBe('02:05:07');
    expect(dayOf(instant, 'GMT+8')).toBe('2026-11-23');
    expect(formatInstant(instant, 'UTC', { locale: 'en' })).toBe('22 Nov 2026, 18:05');
    expect(formatInstant(instant, 'GMT+8', { locale: 'zh-CN' })).toBe('2026年11月23日 02:05');
    expect(formatInstant(instant, 'UTC', { locale: 'zh-CN', style: 'short' })).toBe('11-22 18:05');
  });

  test('a cycle', () => {
    expect(['long', 'short', 'month'].map((style) => formatCycle('2026-01', 'en', style as 'long'))).toEqual([
      'January 2026',
      'Jan 2026',
      'Jan',
    ]);
    expect(['long', 'short', 'month'].map((style) => formatCycle('2026-01', 'zh-CN', style as 'long'))).toEqual([
      '2026年1月',
      '2026-01',
      '1月',
    ]);
  });

  test.each([
    ['2026-11-01', '2026-11-22', '1–22 Nov 2026', '2026-11-01 至 11-22'],
    ['2026-01-01', '2026-11-22', '1 Jan – 22 Nov 2026', '2026-01-01 至 11-22'],
    ['2025-12-01', '2026-11-22', '1 Dec 2025 – 22 Nov 2026', '2025-12-01 至 2026-11-22'],
    ['2026-11-22', '2026-11-22', '22 Nov 2026', '2026-11-22'],
  ])('%s to %s', (...[from, to, en, zh]) => {
    expect(formatRange(from, to, 'en')).toBe(en);
    expect(formatRange(from, to, 'zh-CN')).toBe(zh);
  });

  test.each([
    ['2026-11-22T14:04:50Z', { unit: 'minutes', count: 1 }],
    ['2026-11-22T13:50:00Z', { unit: 'minutes', count: 15 }],
    ['2026-11-22T09:05:00Z', { unit: 'hours', count: 5 }],
    ['2026-11-19T14:05:00Z', { unit: 'days', count: 3 }],
  ])('the age of %s', (instant, age) => {
    expect(ageOf(instant, '2026-11-22T14:05:00Z')).toEqual(age);
  });
});
