import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderFilters } from './filters';
import { createWindows, firstDayOf, lastDayOf } from './period';

const now = new Date('2026-11-22T04:00:00Z');

test('without a period nothing is said about time', () => {
  expect(createWindows({ from: null, to: null }, now)).toEqual([{}]);
});

test('a month ends with its last second, in leap years too', () => {
  expect(createWindows({ from: '2024-02', to: '2024-02' }, now)).toEqual([
    { create_time_begin: '2024-02-01T00:00:00Z', create_time_end: '2024-02-29T23:59:59Z' },
  ]);
});

test('a month stands for its days, and a day for itself', () => {
  expect([firstDayOf('2024-02'), lastDayOf('2024-02')]).toEqual(['2024-02-01', '2024-02-29']);
  expect([firstDayOf('2026-11-25'), lastDayOf('2026-11-25')]).toEqual(['2026-11-25', '2026-11-25']);
});

test('a calendar year of 365 days is one question', () => {
  expect(createWindows({ from: '2025-01', to: '2025-12' }, now)).toHaveLength(1);
});

test('an open end reaches past now', () => {
  const [window] = createWindows({ from: '2026-11', to: null }, now);
  expect(Date.parse(window?.create_time_end ?? '')).toBeGreaterThan(now.getTime());
});

test('windows follow each other without a gap, cover the period and are at most a year long', () => {
  const day = fc.date({ min: new Date('2019-01-01'), max: new Date('2026-11-22'), noInvalidDate: true });
  fc.assert(
    fc.property(day, day, (one, other) => {
      const [from = '', to = ''] = [one, other].map((date) => date.toISOString().slice(0, 10)).sort();
      const windows = createWindows({ from, to }, now).map(({ create_time_begin, create_time_end }) => ({
        begin: Date.parse(create_time_begin ?? ''),
        end: Date.parse(create_time_end ?? ''),
      }));
      expect(windows.at(-1)?.begin).toBe(Date.parse(`${from}T00:00:00Z`));
      expect(windows[0]?.end).toBe(Date.parse(`${to}T23:59:59Z`));
      windows.forEach(({ begin, end }, index) => {
        expect(end - begin).toBeLessThan(365 * 86_400_000);
        const older = windows[index + 1];
        if (older) expect(older.end).toBe(begin - 1000);
      });
    }),
  );
});

test.each(['2026-02-30', '2025-02-29', '2026-04-31', '2026-13', '2026-1'])('%s is no day or month', (from) => {
  expect(orderFilters.parse({ from }).problems).toMatchObject([{ field: 'from' }]);
});

test('a period that ends before it starts is a problem of its end', () => {
  expect(orderFilters.parse({ from: '2026-11', to: '2026-10-31' }).problems).toMatchObject([{ field: 'to' }]);
  expect(orderFilters.parse({ from: '2026-11-15', to: '2026-11' }).problems).toEqual([]);
});

test('however far a period reaches, it is as many questions as there are years since orders began', () => {
  expect(createWindows({ from: '2015-01', to: '9999-12' }, now)).toHaveLength(12);
  expect(createWindows({ from: '2015-01', to: null }, now)).toHaveLength(12);
  expect(createWindows({ from: '2026-12', to: '9999-12' }, now)).toHaveLength(1);
  for (const from of ['0000-01', '2014-12', '2014-12-31']) {
    expect(orderFilters.parse({ from }).problems).toEqual([
      { field: 'from', problem: 'is earlier than 2015-01, the first month' },
    ]);
    expect(orderFilters.parse({ from }).values.from).toBeNull();
  }
  expect(orderFilters.parse({ from: '2015-01', to: '9999-12' }).problems).toEqual([]);
});
