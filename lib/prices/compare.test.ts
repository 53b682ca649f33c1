import { describe, expect, test } from 'vitest';
import { breakEvenHours, cheapestMode, compareModes, exactPerMille } from './compare';
import type { ModeTotals } from './schema';

const totals = (amount: string, change: Partial<ModeTotals> = {}): ModeTotals => ({
  officialAmount: { amount, currency: 'USD' },
  discountAmount: { amount: '0.00000000', currency: 'USD' },
  amount: { amount, currency: 'USD' },
  discounts: [],
  complete: true,
  ...change,
});
const byHour = [{ usageMeasureId: 4, usagePerMonth: null }];

describe('side by side', () => {
  test('the dearest is the most, the others save against it, one of them most of all', () => {
    const three = { payPerUse: totals('21293.37'), monthly: totals('16159.50'), yearly: totals('13466.25') };
    expect(compareModes(three)).toEqual({
      payPerUse: { kind: 'most' },
      monthly: { kind: 'saves', amount: '5133.87', cheapest: false },
      yearly: { kind: 'saves', amount: '7827.12', cheapest: true },
    });
    expect(cheapestMode(three)).toEqual({ mode: 'yearly', saves: '7827.12' });
  });

  test('a mode that lacks a line is not compared, however cheap it looks', () => {
    const partial = { payPerUse: totals('10'), monthly: totals('1', { complete: false }), yearly: totals('8') };
    expect(compareModes(partial)).toEqual({
      payPerUse: { kind: 'most' },
      monthly: { kind: 'incomplete' },
      yearly: { kind: 'saves', amount: '2', cheapest: true },
    });
  });

  test('equal prices, or only one, say nothing', () => {
    expect(compareModes({ payPerUse: totals('5'), monthly: totals('5'), yearly: null })).toEqual({
      payPerUse: null,
      monthly: null,
      yearly: null,
    });
    expect(
      cheapestMode({ payPerUse: totals('5'), monthly: totals('1', { complete: false }), yearly: null }),
    ).toBeNull();
  });
});

describe('break-even', () => {
  const quote = {
    hoursPerMonth: 730,
    totals: { payPerUse: totals('730'), monthly: totals('500.5'), yearly: totals('400') },
  };

  test('is the first whole hour at which the fixed price is not the dearer one', () => {
    expect(breakEvenHours(quote, 'monthly', byHour)).toBe(501);
    expect(breakEvenHours(quote, 'yearly', byHour)).toBe(400);
  });

  test('cannot be said when a line is paid by another unit, or a price is missing', () => {
    expect(breakEvenHours(quote, 'monthly', [{ usageMeasureId: 10, usagePerMonth: '5' }])).toBeNull();
    expect(
      breakEvenHours({ ...quote, totals: { ...quote.totals, payPerUse: totals('0') } }, 'monthly', byHour),
    ).toBeNull();
    const partial = { ...quote.totals, monthly: totals('1', { complete: false }) };
    expect(breakEvenHours({ ...quote, totals: partial }, 'monthly', byHour)).toBeNull();
  });
});

test('a percentage is only given when it is exact', () => {
  const off = (discount: string) => totals('1000', { discountAmount: { amount: discount, currency: 'USD' } });
  expect(exactPerMille(off('125'))).toBe(125);
  expect(exactPerMille(off('125.00000001'))).toBeNull();
  expect(exactPerMille(totals('0'))).toBeNull();
});
