import { describe, expect, it } from 'vitest';
import type { Target } from './aim';
import { Faults } from './faults';

const target = (operation: string, parameters: Record<string, string> = {}): Target => ({
  operation,
  account: { name: 'lanting-retail', domainId: 'd1', ak: 'AK1' },
  parameters: () => new Map(Object.entries(parameters).map(([name, value]) => [name, [value]])),
});
const FEES = 'ListCustomerselfResourceRecords';
const BALANCES = 'ShowCustomerAccountBalances';
const strikes = (faults: Faults, calls: number) =>
  Array.from({ length: calls }, () => (faults.take(target(BALANCES)) ? 'x' : '.')).join('');

describe('a fault is aimed', () => {
  it.each([
    [{ operation: BALANCES }, target(BALANCES), true],
    [{ operation: BALANCES }, target(FEES), false],
    [{ account: 'lanting-retail' }, target(FEES), true],
    [{ account: 'AK1' }, target(FEES), true],
    [{ account: 'somebody' }, target(FEES), false],
    [{ account: 'd1' }, { ...target(FEES), account: null }, false],
    [{ match: { cycle: '2026-10' } }, target(FEES, { cycle: '2026-10' }), true],
    [{ match: { cycle: '<2026-10' } }, target(FEES, { cycle: '2026-09' }), true],
    [{ match: { offset: '>0' } }, target(FEES, { offset: '0' }), false],
    [{ match: { offset: '>0' } }, target(FEES, { offset: '1000' }), true],
    [{ match: { offset: '>0' } }, target(FEES), false],
    [{ match: { offset: '>=9' } }, target(FEES, { offset: '10' }), true],
    [{ match: { statistic_type: 3, cycle: '!=2026-10' } }, target(FEES, { statistic_type: '3' }), true],
    [{ match: { statistic_type: 3, cycle: '2026-10' } }, target(FEES, { statistic_type: '3' }), false],
  ])('%o at %o: %s', (aim, call, strikesIt) => {
    const faults = new Faults(7);
    faults.add({ kind: 'delay', ...aim });
    expect(faults.take(call) !== null).toBe(strikesIt);
  });
});

describe('a fault strikes', () => {
  it('after so many calls, so often, and is then gone', () => {
    const faults = new Faults(7);
    faults.add({ status: 503, after: 2, count: 3 });
    expect(strikes(faults, 8)).toBe('..xxx...');
    expect(faults.all()).toEqual([]);
  });

  it('in bursts', () => {
    const faults = new Faults(7);
    faults.add({ status: 500, burst: { fail: 2, pass: 3 }, after: 1 });
    expect(strikes(faults, 11)).toBe('.xx...xx...');
  });

  it('for a time', () => {
    let now = 0;
    const faults = new Faults(7, () => now);
    faults.add({ throttle: true, forMs: 60_000 });
    now = 59_999;
    expect(strikes(faults, 1)).toBe('x');
    now = 60_000;
    expect(strikes(faults, 1)).toBe('.');
  });

  it('as often as its probability says, and on the same calls for the same seed whatever else was asked', () => {
    const outcomes = (seed: number, others: number) => {
      const faults = new Faults(seed);
      faults.add({ operation: FEES, probability: 0.5 });
      faults.add({ operation: BALANCES, probability: 0.3 });
      for (let other = 0; other < others; other += 1) faults.take(target(FEES));
      return strikes(faults, 2000);
    };
    const share = outcomes(7, 0).replaceAll('.', '').length / 2000;
    expect(share).toBeGreaterThan(0.26);
    expect(share).toBeLessThan(0.34);
    expect(outcomes(7, 5)).toBe(outcomes(7, 0));
    expect(outcomes(8, 0)).not.toBe(outcomes(7, 0));
  });

  it('before later ones, one at a time', () => {
    const faults = new Faults(7);
    faults.add({ kind: 'refuse', code: 'CBC.0151', count: 1 });
    faults.add({ kind: 'reorder' });
    expect([faults.take(target(FEES)), faults.take(target(FEES))].map((applied) => applied?.fault.kind)).toEqual([
      'refuse',
      'reorder',
    ]);
  });
});

it.each([
  [null, 'expected object'],
  [{ probability: 2 }, 'probability'],
  [{ operation: 'NoSuchOperation' }, 'operation'],
  [{ kind: 'explode' }, 'kind'],
  [{ kind: 'drip', bytesPerMinute: 1 }, 'bytesPerMinute'],
  [{ kind: 'drip', bytesPerSecond: 0 }, 'bytesPerSecond'],
  [{ drop: 'never' }, 'drop'],
  [{ status: 99 }, 'status'],
  [{ count: 0 }, 'count'],
  [{ count: 1.5 }, 'count'],
  [{ latencyMs: -1 }, 'latencyMs'],
  [{ throttle: 'yes' }, 'throttle'],
  [{ kind: 'refuse', code: 'no' }, 'code'],
  [{ kind: 'skew', by: 'soon' }, 'by'],
  [{ kind: 'restate', by: '1e3' }, 'by'],
  [{ kind: 'edit', raw: { amount: 'NaN' } }, 'raw.amount'],
  [{ status: 503, headers: { 'X-A': 'a\r\nb' } }, 'headers.X-A'],
  [{ match: { offset: [] } }, 'match.offset'],
])('%o is no fault, and the error names %s', (input, named) => {
  expect(() => new Faults(7).add(input)).toThrow(named);
});
