import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addCycles, type Cycle } from '@/lib/cycles';
import { type DayCharge, isDue, lastWholeDay, project, projectWithBand } from './projection';

const november = '2026-11' as Cycle;
const cycles = Array.from({ length: 9 }, (_, index) => addCycles(november, -index));
const published = new Set<string>(cycles);
const DAY_MS = 86_400_000;

/** A charge a day from March on, until a day. */
function daily(amountOf: (day: string) => bigint, until: string): DayCharge[] {
  const charges: DayCharge[] = [];
  for (let at = Date.parse('2026-03-01T00:00:00Z'); ; at += DAY_MS) {
    const day = new Date(at).toISOString().slice(0, 10);
    if (day > until) return charges;
    charges.push({ cycle: day.slice(0, 7), day, subscription: false, units: amountOf(day) });
  }
}
const isWeekend = (day: string) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

describe('a month of steady use', () => {
  test('is known to the digit, and the band is nothing', () => {
    const charges = daily(() => 10n, '2026-11-21');
    expect(projectWithBand(charges, { cycle: november, through: '2026-11-21', published })).toMatchObject({
      soFar: 210n,
      rate: 90n,
      subscriptions: 0n,
      estimate: 300n,
      low: 300n,
      high: 300n,
    });
  });

  test('counts the weekends that are left', () => {
    const charges = daily((day) => (isWeekend(day) ? 1n : 100n), '2026-11-21');
    // 22, 28 and 29 November are at the weekend, the other six days are not.
    expect(project(charges, november, '2026-11-21').rate).toBe(603n);
  });
});

test('a renewal comes on its day, not a little each day', () => {
  const renewal = (cycle: string): DayCharge => ({ cycle, day: `${cycle}-25`, subscription: true, units: 5000n });
  const charges = [...daily(() => 10n, '2026-11-21'), ...cycles.slice(1).map(renewal)];
  expect(project(charges, november, '2026-11-21')).toMatchObject({ subscriptions: 5000n, estimate: 5300n });
  const paid = [...daily(() => 10n, '2026-11-25'), ...cycles.map(renewal)];
  expect(project(paid, november, '2026-11-25')).toMatchObject({ soFar: 5250n, subscriptions: 0n, estimate: 5300n });
});

test.each([
  ['a yearly/monthly purchase is due on its day', { mode: 1, type: 1 }, true],
  ['so is the monthly payment of a savings plan', { mode: 11, type: 18 }, true],
  ['so is the month-end deduction of a support plan', { mode: 3, type: 14 }, true],
  ['so is the tax on use, which comes with the end of the month', { mode: 3, type: 15 }, true],
  ['use is not', { mode: 3, type: 5 }, false],
  ['nor is use that a savings plan pays', { mode: 11, type: 23 }, false],
  ['nor what nobody names', { mode: null, type: null }, false],
])('%s', (_, charge, due) => {
  expect(isDue(charge)).toBe(due);
});

test('charges on the 31st are expected in a month of 30 days too, and none twice', () => {
  const charges: DayCharge[] = [{ cycle: '2026-10', day: '2026-10-31', subscription: true, units: 7n }];
  expect(project(charges, november, '2026-11-29').subscriptions).toBe(7n);
});

test('on the first day of a month the last one tells everything', () => {
  const charges = daily(() => 10n, '2026-10-31');
  expect(project(charges, november, '2026-10-31')).toMatchObject({ soFar: 0n, rate: 300n });
});

test('with too few whole months there is no estimate', () => {
  const charges = daily(() => 10n, '2026-11-21');
  const few = new Set(['2026-11', '2026-10', '2026-09', '2026-08', '2026-07']);
  expect(projectWithBand(charges, { cycle: november, through: '2026-11-21', published: few })).not.toBeNull();
  few.delete('2026-07');
  expect(projectWithBand(charges, { cycle: november, through: '2026-11-21', published: few })).toBeNull();
  expect(projectWithBand([], { cycle: november, through: '2026-11-21', published })).toBeNull();
});

test('the band holds the estimate, and every tested month would have been within it', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: 1n, max: 10n ** 16n }), { minLength: 40, maxLength: 40 }), (noise) => {
      let at = 0;
      const charges = daily(() => noise[at++ % 37] ?? 1n, '2026-11-15');
      const found = projectWithBand(charges, { cycle: november, through: '2026-11-15', published });
      if (!found) throw new Error('no projection');
      expect(found.low <= found.estimate && found.estimate <= found.high).toBe(true);
      for (const { off } of found.tests) {
        const would = found.estimate + (found.estimate * off) / 1_000_000n;
        expect(would >= found.low - 1n && would <= found.high + 1n).toBe(true);
      }
    }),
  );
});

test('a day is whole half a day after its end: its charges come hours later', () => {
  const at = (text: string) => Date.parse(text);
  // Noon of 27 November in GMT+8, and a moment before.
  expect(lastWholeDay([at('2026-11-27T04:00:00Z')])).toBe('2026-11-26');
  expect(lastWholeDay([at('2026-11-27T03:59:59Z')])).toBe('2026-11-25');
  expect(lastWholeDay([at('2026-11-27T08:00:00Z'), at('2026-11-26T17:00:00Z')])).toBe('2026-11-25');
  expect(lastWholeDay([])).toBeNull();
});
