import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Cycle, cycleAt, cycleStateAt, cyclesBetween, earliestCycle } from '@/lib/cycles';
import { cyclesToBegin, type KnownCycle, pauseAfter, planCycles } from './plan';

const now = new Date('2026-11-22T04:00:00Z');
const cycles = cyclesBetween(earliestCycle(now), cycleAt(now));
const nothing = {
  ...{ machineNow: 0, freshened: new Set<Cycle>(), asked: new Set<Cycle>(), running: new Set<Cycle>() },
  hasFailed: (_: Cycle) => false,
};
const cycle = (text: string) => text as Cycle;
const cyclesOf = (input: Parameters<typeof planCycles>[0]) => planCycles(input).map((due) => due.cycle);

test('an empty ledger: what is about to be lost, what moves, then from the newest back', () => {
  const plan = cyclesOf({ ...nothing, now, cycles: new Map() });
  expect(plan).toHaveLength(36);
  expect(plan.slice(0, 4)).toEqual(['2023-12', '2026-11', '2026-10', '2026-09']);
  expect(plan.at(-1)).toBe('2024-01');
  const hasFailed = (each: Cycle) => each === '2026-11' || each === '2023-12';
  const careful = cyclesOf({ ...nothing, now, cycles: new Map(), hasFailed });
  expect([careful[0], ...careful.slice(-2)]).toEqual(['2026-10', '2023-12', '2026-11']);
});

test('what presses begins beside a long month, also after it failed; the others wait until little of it is left', () => {
  const hasFailed = (each: Cycle) => each === '2026-11';
  const due = planCycles({ ...nothing, now, cycles: new Map(), hasFailed });
  const beside = cyclesToBegin(due, { hasRoom: () => true, isLow: () => false });
  expect([...beside]).toEqual(['2023-12', '2026-11']);
  let room = 3;
  const after = cyclesToBegin(due, { hasRoom: () => room-- > 0, isLow: () => true });
  expect([...after]).toEqual(['2023-12', '2026-10', '2026-09']);
});

test('in the first days of a month the one before it is read again and again', () => {
  const closing = new Date('2026-12-02T00:00:00Z');
  const known = new Map(
    cyclesBetween(earliestCycle(closing), cycleAt(closing)).map((each): [Cycle, KnownCycle] => [
      each,
      { published: 'final', syncedAt: closing.getTime(), retryAt: null },
    ]),
  );
  known.set(cycle('2026-12'), { published: 'open', syncedAt: closing.getTime(), retryAt: null });
  known.set(cycle('2026-11'), { published: 'closing', syncedAt: closing.getTime() - 1_800_000, retryAt: null });
  const freshened = new Set([cycle('2026-12')]);
  expect(cyclesOf({ ...nothing, freshened, now: closing, cycles: known })).toEqual(['2026-11']);
});

test('what is final is read once more after it has become so, and then once a year', () => {
  const of = (known: KnownCycle) =>
    cyclesOf({ ...nothing, now, cycles: new Map([[cycle('2026-09'), known]]) }).includes(cycle('2026-09'));
  expect(of({ published: 'closing', syncedAt: now.getTime(), retryAt: null })).toBe(true);
  expect(of({ published: 'final', syncedAt: now.getTime(), retryAt: null })).toBe(false);
  expect(of({ published: 'final', syncedAt: now.getTime() - 366 * 86_400_000, retryAt: null })).toBe(true);
  // One that could not be believed is tried again when its pause is over.
  expect(of({ published: 'final', syncedAt: now.getTime(), retryAt: nothing.machineNow })).toBe(true);
  expect(of({ published: 'final', syncedAt: now.getTime(), retryAt: nothing.machineNow + 1 })).toBe(false);
});

const known = fc.record({
  published: fc.constantFrom('open' as const, 'closing' as const, 'final' as const, null),
  syncedAt: fc.option(fc.integer({ min: 0, max: 500 }).map((days) => now.getTime() - days * 86_400_000)),
  retryAt: fc.option(fc.integer({ min: 0, max: 20 })),
});
const some = fc.uniqueArray(fc.constantFrom(...cycles)).map((list) => new Set(list));

test('whatever is known: nothing twice, nothing outside the edge, nothing in its pause, all that is missing', () => {
  fc.assert(
    fc.property(
      fc.tuple(fc.array(known, { minLength: 36, maxLength: 36 }), some, some, some),
      ([state, running, asked, freshened]) => {
        const map = new Map(cycles.map((each, index) => [each, state[index] as KnownCycle]));
        const plan = cyclesOf({ hasFailed: () => false, now, machineNow: 10, cycles: map, freshened, asked, running });
        expect(new Set(plan).size).toBe(plan.length);
        for (const each of plan) {
          expect(cycles).toContain(each);
          expect(running.has(each)).toBe(false);
          if (!asked.has(each)) expect(map.get(each)?.retryAt ?? 0).toBeLessThanOrEqual(10);
        }
        for (const each of cycles) {
          const { published, retryAt } = map.get(each) as KnownCycle;
          const free = !running.has(each) && (retryAt ?? 0) <= 10;
          if (free && published === null) expect(plan).toContain(each);
          if (asked.has(each) && !running.has(each)) expect(plan).toContain(each);
        }
        // History never goes before what moves, unless somebody asked for it or it is about to be lost.
        const open = plan.indexOf(cycleAt(now));
        const before = open < 0 ? [] : plan.slice(0, open);
        expect(before.filter((each) => !asked.has(each) && each !== earliestCycle(now))).toEqual([]);
        const missing = plan.filter(
          (each) =>
            !asked.has(each) &&
            map.get(each)?.published === null &&
            cycleStateAt(each, now) === 'final' &&
            each !== cycles[0],
        );
        expect(missing).toEqual([...missing].sort().reverse());
      },
    ),
  );
});

test('pauses grow from a minute to a day', () => {
  expect([1, 2, 3, 50].map((failures) => pauseAfter(failures) / 60_000)).toEqual([1, 4, 16, 1440]);
});
