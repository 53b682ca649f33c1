import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import {
  addCycles,
  billDateAt,
  CYCLES_KEPT,
  type Cycle,
  cycleAt,
  cyclesBetween,
  cycleStart,
  cycleStateAt,
  earliestCycle,
  finalAt,
  parseCycle,
} from './cycles';

const cycle = (text: string) => parseCycle(text) as Cycle;
const zones = ['UTC', 'Asia/Shanghai', 'America/Los_Angeles', 'Pacific/Kiritimati'];
const zone = process.env.TZ;
afterEach(() => {
  process.env.TZ = zone;
});

describe.each(zones)('on a machine in %s', (machine) => {
  test.each([
    ['2026-10-31T15:59:59.999Z', '2026-10'],
    ['2026-10-31T16:00:00.000Z', '2026-11'],
    ['2026-12-31T15:59:59Z', '2026-12'],
    ['2026-12-31T16:00:00Z', '2027-01'],
    ['2028-02-29T15:59:59Z', '2028-02'],
    ['2028-02-29T16:00:00Z', '2028-03'],
    ['2027-02-28T16:00:00Z', '2027-03'],
  ])('%s belongs to %s', (instant, expected) => {
    process.env.TZ = machine;
    expect(cycleAt(new Date(instant))).toBe(expected);
  });

  test.each([
    ['2026-12-01T00:00:00+08:00', 'closing'],
    ['2026-11-30T23:59:59+08:00', 'open'],
    ['2026-12-04T09:59:59+08:00', 'closing'],
    ['2026-12-04T10:00:00+08:00', 'final'],
  ])('November is at %s %s', (instant, state) => {
    process.env.TZ = machine;
    expect(cycleStateAt(cycle('2026-11'), new Date(instant))).toBe(state);
  });

  test('a bill date is the day in GMT+8', () => {
    process.env.TZ = machine;
    expect(billDateAt(new Date('2028-02-28T16:00:00Z'))).toBe('2028-02-29');
  });
});

test('a cycle that has not begun is open', () => {
  expect(cycleStateAt(cycle('2027-03'), new Date('2026-11-22T04:00:00Z'))).toBe('open');
});

test('the final bill of December comes in January', () => {
  expect(finalAt(cycle('2026-12')).toISOString()).toBe('2027-01-04T02:00:00.000Z');
});

test.each(['2026-13', '2026-00', '2026-1', '26-01', '2026-01-01', ''])('%j is no cycle', (text) => {
  expect(parseCycle(text)).toBeNull();
});

test('counting is undone by counting back, over years', () => {
  const some = fc.tuple(fc.integer({ min: 2000, max: 2100 }), fc.integer({ min: 1, max: 12 }));
  fc.assert(
    fc.property(some, fc.integer({ min: -500, max: 500 }), ([year, month], count) => {
      const from = cycle(`${year}-${String(month).padStart(2, '0')}`);
      const to = addCycles(from, count);
      expect(addCycles(to, -count)).toBe(from);
      expect(cyclesBetween(from, to)).toHaveLength(Math.max(0, count + 1));
    }),
  );
});

test('an instant lies between the start of its cycle and that of the next', () => {
  const instants = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(instants, (instant) => {
      const own = cycleAt(instant);
      expect(cycleStart(own) <= instant && instant < cycleStart(addCycles(own, 1))).toBe(true);
    }),
  );
});

test('the open cycle and the 35 before it are kept', () => {
  const now = new Date('2026-11-22T04:00:00Z');
  expect(earliestCycle(now)).toBe('2023-12');
  expect(cyclesBetween(earliestCycle(now), cycleAt(now))).toHaveLength(CYCLES_KEPT);
});
