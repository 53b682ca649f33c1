import { describe, expect, test } from 'vitest';
import { refundKinds, refundSteps } from './refund-kind';

const money = (amount: string) => ({ amount });
const order = (amounts: string[], figures: { fee: string; consumed: string; amount?: string }) => ({
  amountAfterDiscount: money(figures.amount ?? '0'),
  deductions: { commissionAmount: money(figures.fee), consumedAmount: money(figures.consumed) },
  refunds: amounts.map((amount) => ({ amount: money(amount) })),
});
const records = ['-539.27', '287.6', '2', '-680.4', '184.41'];

describe('what a record is', () => {
  test('the one that equals the fee is the fee, when the others are what was consumed', () => {
    expect(refundKinds(order(records, { fee: '2.00000000', consumed: '472.01' }))).toEqual([
      'refunded',
      'consumed',
      'fee',
      'refunded',
      'consumed',
    ]);
  });

  test('without a fee all that is kept was consumed, and the other way round', () => {
    expect(refundKinds(order(['-10', '3', '1'], { fee: '0', consumed: '4' }))).toEqual([
      'refunded',
      'consumed',
      'consumed',
    ]);
    expect(refundKinds(order(['-10', '3', '1'], { fee: '4', consumed: '0' }))).toEqual(['refunded', 'fee', 'fee']);
  });

  test('where two readings fit, or none does, nothing is claimed', () => {
    expect(refundKinds(order(['-10', '2', '2'], { fee: '2', consumed: '2' })).slice(1)).toEqual([
      'consumedOrFee',
      'consumedOrFee',
    ]);
    expect(refundKinds(order(['-10', '1', '1', '5'], { fee: '2', consumed: '5' })).slice(1)).toEqual([
      'consumedOrFee',
      'consumedOrFee',
      'consumedOrFee',
    ]);
    expect(refundKinds(order(['-10', '7'], { fee: '0', consumed: '4' }))).toEqual(['refunded', 'consumedOrFee']);
  });

  test('figures that the order does not give count as none', () => {
    const unknown = { deductions: { commissionAmount: null, consumedAmount: null }, refunds: [{ amount: money('1') }] };
    expect(refundKinds(unknown)).toEqual(['consumedOrFee']);
    expect(refundKinds({ ...unknown, refunds: [{ amount: money('0') }, { amount: null }] })).toEqual([
      'nothing',
      'nothing',
    ]);
    expect(refundKinds({ ...unknown, refunds: null })).toEqual([]);
  });
});

describe('how the refund comes about', () => {
  test('what is given back, less what was consumed and the fee, is the amount of the order', () => {
    const steps = { givenBack: '-1219.67', consumed: '472.01', fee: '2' };
    const asNumbers = (found: ReturnType<typeof refundSteps>) =>
      found && Object.fromEntries(Object.entries(found).map(([name, value]) => [name, String(Number(value))]));
    const figures = { fee: '2', consumed: '472.01' };
    expect(asNumbers(refundSteps(order(records, { ...figures, amount: '-745.66' })))).toEqual(steps);
    expect(asNumbers(refundSteps(order(records, { ...figures, amount: '745.66' })))).toEqual(steps);
  });

  test('is not said when it does not add up to the last decimal, or is not known', () => {
    expect(refundSteps(order(records, { fee: '2', consumed: '472.01', amount: '-745.66000001' }))).toBeNull();
    expect(refundSteps(order(records, { fee: '3', consumed: '472.01', amount: '-745.66' }))).toBeNull();
    expect(refundSteps({ ...order([], { fee: '0', consumed: '0' }), refunds: null })).toBeNull();
  });
});
