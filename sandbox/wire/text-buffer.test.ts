import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeTradeId, putTradeId } from '../world/bills/trade-id';
import { formatUnits } from './amounts';
import { giveBack, TextBuffer } from './text-buffer';
import { utcText } from './times';

const written = (write: (out: TextBuffer) => void): string => {
  const out = new TextBuffer().room(100);
  write(out);
  return out.end().toString();
};
const amounts = fc.oneof(
  fc.integer({ min: -9_000_000_000_000_000, max: 9_000_000_000_000_000 }),
  fc.integer({ min: -90_000_000, max: 90_000_000 }).map((whole) => whole * 100_000_000 - Math.sign(whole)),
  fc.integer({ min: -100_000, max: 100_000 }).map((cents) => cents * 1_000_000),
);

describe('answers written as bytes', () => {
  it('print amounts to the last decimal', () => {
    fc.assert(
      fc.property(amounts, (units) => {
        expect(written((out) => out.putUnits(units))).toBe(formatUnits(units));
      }),
      { numRuns: 2000 },
    );
  });

  it('print instants and transactions as text does', () => {
    const instants = fc.integer({ min: Date.UTC(2019, 0, 1), max: Date.UTC(2040, 0, 1) });
    fc.assert(
      fc.property(instants, fc.nat(0xffffff), fc.nat(9), (instant, index, account) => {
        const place = { account, index, slot: Math.floor(instant / 3_600_000) };
        expect(written((out) => out.putInstant(instant))).toBe(`"${utcText(instant)}"`);
        expect(written((out) => putTradeId(out, place))).toBe(`"${encodeTradeId(place)}"`);
      }),
    );
  });

  it('keep their content until they are given back', () => {
    const first = new TextBuffer().add('一二三').end();
    giveBack(new TextBuffer().add('other').end());
    const next = new TextBuffer().add('next').end();
    giveBack(next);
    giveBack(next);
    const [one, two] = [new TextBuffer().add('one').end(), new TextBuffer().add('two').end()];
    expect([first, one, two].map(String)).toEqual(['一二三', 'one', 'two']);
  });
});
