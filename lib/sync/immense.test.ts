import { describe, expect, test } from 'vitest';
import { RecordColumns } from '@/lib/record-columns';
import { refuseImmense } from './immense';

const refuse = (row: Record<string, unknown>) => () =>
  refuseImmense('fee_lines', RecordColumns.of([{ amount: '1' }, row]));

describe('an amount that could make a sum wrong', () => {
  test.each([['9'.repeat(20)], [`-${'9'.repeat(20)}.9999999999`], ['0.0000000001']])('%s is not one', (amount) => {
    expect(refuse({ amount, usage: amount })).not.toThrow();
    // Not even ten million lines of each of a dozen months come to what the ledger cannot write.
    expect(
      BigInt(amount.replace(/[-.]/g, '')) * 10n ** BigInt(amount.includes('.') ? 0 : 10) * 120_000_000n,
    ).toBeLessThan(2n ** 127n);
  });

  test.each([
    ['amount', '1' + '0'.repeat(20)],
    ['amount', `-1${'0'.repeat(20)}.5`],
    ['usage', '1' + '0'.repeat(20)],
    ['official_amount', '1' + '0'.repeat(27)],
  ])('%s of %s is, and is refused by its name', (name, value) => {
    expect(refuse({ [name]: value })).toThrow(new RegExp(`expenditures ${name} has more than 20 digits`));
  });

  test('what is no amount may be as long as it likes', () => {
    expect(refuse({ trade_id: '9'.repeat(40) })).not.toThrow();
  });
});
