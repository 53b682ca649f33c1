import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RetryBudget } from './retry-budget';

const budgetAt = (clock: { now: number }) => new RetryBudget({ timing: { now: () => clock.now } });

it('a process that makes no calls has five repeats, and gets them back within a minute', () => {
  const clock = { now: 0 };
  const budget = budgetAt(clock);
  expect(Array.from({ length: 7 }, () => budget.spend())).toEqual([true, true, true, true, true, false, false]);
  clock.now = 12_000;
  expect([budget.spend(), budget.spend()]).toEqual([true, false]);
  clock.now = 10 * 60_000;
  expect(budget.left).toBe(5);
});

it('a hundred calls earn ten repeats', () => {
  const budget = budgetAt({ now: 0 });
  for (let call = 0; call < 100; call += 1) budget.earn();
  let repeats = 0;
  while (budget.spend()) repeats += 1;
  expect(repeats).toBe(15);
});

it('never gives more than a tenth of the calls, and five, and five a minute, however they come', () => {
  const step = fc.record({ wait: fc.nat(20_000), calls: fc.nat(40), repeats: fc.nat(20) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const clock = { now: 0 };
      const budget = budgetAt(clock);
      let [calls, repeats] = [0, 0];
      for (const { wait, calls: more, repeats: wanted } of steps) {
        clock.now += wait;
        calls += more;
        for (let call = 0; call < more; call += 1) budget.earn();
        for (let repeat = 0; repeat < wanted; repeat += 1) if (budget.spend()) repeats += 1;
        expect(repeats).toBeLessThanOrEqual(calls / 10 + 5 + (clock.now / 60_000) * 5 + 1e-6);
        expect(budget.left).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});
