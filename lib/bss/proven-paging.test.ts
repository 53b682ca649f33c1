import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { type FetchPage, readProven } from './paging.server';

// Thousands of simulated calls: a busy machine may need more than the usual five seconds.
vi.setConfig({ testTimeout: 60_000 });

type List = readonly number[];

/** A list that is another one from call to call, and remembers each instant of itself. */
function moving(at: (call: number, list: List) => List, start: List, cap = Infinity) {
  let list = start;
  const instants: List[] = [];
  const fetchPage: FetchPage<number> = async ({ offset, limit }) => {
    list = at(instants.length, list);
    instants.push(list);
    return { total: list.length, rows: list.slice(offset, offset + Math.min(limit, cap)) };
  };
  return { fetchPage, instants };
}

/** The outcome of a reading, or null when it was reported as failed. */
const outcome = (fetchPage: FetchPage<number>, options: { pageSize: number; agreeing?: number }) =>
  readProven(fetchPage, { maxRows: 1e6, ...options }).catch((error: unknown) => {
    expect(error).toMatchObject({ code: 'upstream_invalid', message: expect.stringContaining('kept changing') });
    return null;
  });

const isAmong = (instants: readonly List[], rows: List): boolean =>
  instants.some((list) => list.length === rows.length && list.every((row, index) => row === rows[index]));

// Few values, so that equal rows are everywhere.
const twins = (maxLength: number) => fc.array(fc.integer({ min: 0, max: 3 }), { maxLength });

describe('a list that stands still', () => {
  it('is given exactly, equal twins and order included, for any page size and any cap of the service', async () => {
    await fc.assert(
      fc.asyncProperty(
        twins(300),
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 1, max: 1000 }),
        async (list, pageSize, cap) => {
          const { fetchPage } = moving((_, same) => same, list, cap);
          expect(await readProven(fetchPage, { pageSize, maxRows: 300 })).toEqual(list);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is given although its pages come short, now and then empty, each time elsewhere', async () => {
    await fc.assert(
      fc.asyncProperty(
        twins(60),
        fc.integer({ min: 1, max: 20 }),
        fc.infiniteStream(fc.nat(9)),
        async (list, pageSize, draws) => {
          const empty = new Set<number>();
          const fetchPage: FetchPage<number> = async ({ offset, limit }) => {
            const given = Math.ceil((limit * (draws.next().value ?? 9)) / 9);
            // A page that stays empty cannot be told from the end of the list.
            const length = given === 0 && empty.delete(offset) ? limit : given;
            if (length === 0) empty.add(offset);
            return { total: list.length, rows: list.slice(offset, offset + length) };
          };
          expect(await readProven(fetchPage, { pageSize, maxRows: 60, parallel: 1 })).toEqual(list);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('whose pages are in another order each time is given as a multiset when the order does not count', async () => {
    await fc.assert(
      fc.asyncProperty(
        twins(60),
        fc.integer({ min: 1, max: 20 }),
        fc.infiniteStream(fc.nat(1e6)),
        async (list, pageSize, draws) => {
          const mixed = (rows: List) =>
            rows
              .map((row) => ({ row, key: draws.next().value ?? 0 }))
              .sort((a, b) => a.key - b.key)
              .map(({ row }) => row);
          const fetchPage: FetchPage<number> = async ({ offset, limit }) => ({
            total: list.length,
            rows: mixed(list.slice(offset, offset + limit)),
          });
          const read = await readProven(fetchPage, { pageSize, maxRows: 60, agreeing: 2, order: 'any' });
          expect([...read].sort()).toEqual([...list].sort());
        },
      ),
      { numRuns: 60 },
    );
  });

  it('costs one call and a look behind its end when it is one page', async () => {
    const { fetchPage, instants } = moving((_, same) => same, [1, 2, 3]);
    expect(await readProven(fetchPage, { pageSize: 3, maxRows: 10 })).toEqual([1, 2, 3]);
    expect(instants).toHaveLength(2);
  });

  it('is read three times when it is long, and compared without being kept twice', async () => {
    const list = Array.from({ length: 3000 }, (_, index) => index);
    const { fetchPage, instants } = moving((_, same) => same, list);
    await readProven(fetchPage, { pageSize: 100, maxRows: 3000 });
    expect(instants.length).toBeLessThanOrEqual(3 * 32);
  });
});

describe('a count that is not true', () => {
  it.each<[string, (rows: List) => number]>([
    ['too low', (rows) => rows.length - 1],
    ['far too low', () => 5],
    ['too high', (rows) => rows.length + 1],
    ['none', () => 0],
  ])('is reported when it is %s and stays so', async (_, lie) => {
    const list = Array.from({ length: 25 }, (__, index) => index);
    const fetchPage: FetchPage<number> = async ({ offset, limit }) => ({
      total: lie(list),
      rows: list.slice(offset, offset + limit),
    });
    for (const pageSize of [5, 10, 25, 100]) expect(await outcome(fetchPage, { pageSize })).toBeNull();
  });

  it('is survived when it was a slip of a few answers', async () => {
    const list = Array.from({ length: 25 }, (_, index) => index);
    let calls = 0;
    const fetchPage: FetchPage<number> = async ({ offset, limit }) => {
      calls += 1;
      return { total: calls === 2 || calls === 9 ? 24 : 25, rows: list.slice(offset, offset + limit) };
    };
    expect(await readProven(fetchPage, { pageSize: 10, maxRows: 100 })).toEqual(list);
  });
});

/** One change of a list: rows come, go, change places or become others, with the same count or not. */
const change = fc.record({
  kind: fc.constantFrom('head', 'insert', 'remove', 'swap', 'replace', 'shift', 'none', 'none'),
  one: fc.nat(1000),
  other: fc.nat(1000),
  value: fc.integer({ min: 0, max: 3 }),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function changed(list: List, { kind, one, other, value }: Change): List {
  const at = list.length ? one % list.length : 0;
  const to = list.length ? other % list.length : 0;
  const next = [...list];
  if (kind === 'head') next.unshift(value);
  if (kind === 'insert') next.splice(at, 0, value);
  if (kind === 'remove') next.splice(at, 1);
  if (kind === 'replace' && list.length) next[at] = value;
  if (kind === 'swap' && list.length) [next[at], next[to]] = [list[to] ?? 0, list[at] ?? 0];
  // A row comes at one place and another goes at another: the count stays.
  if (kind === 'shift' && list.length) next.splice(to, 0, ...next.splice(at, 1));
  return next;
}

describe('a list that shifts while it is read', () => {
  it('is given as it was at one instant, or the reading fails', async () => {
    let given = 0;
    await fc.assert(
      fc.asyncProperty(
        twins(60),
        fc.integer({ min: 1, max: 20 }),
        fc.array(change, { maxLength: 60 }),
        async (start, pageSize, changes) => {
          const { fetchPage, instants } = moving((call, list) => {
            const next = changes[call];
            return next ? changed(list, next) : list;
          }, start);
          const rows = await outcome(fetchPage, { pageSize });
          if (rows === null) return;
          given += 1;
          expect(isAmong(instants, rows)).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
    // Most of them come to rest in time.
    expect(given).toBeGreaterThan(100);
  });

  it('as long as it is read is reported', async () => {
    const { fetchPage } = moving((call, list) => [call + 100, ...list.slice(0, -1)], [1, 2, 3, 4, 5, 6]);
    expect(await outcome(fetchPage, { pageSize: 2 })).toBeNull();
  });

  it('in step with the calls does not pass for one that stands still', async () => {
    // Swaps and shifts of the same rows again and again: the count never tells.
    const oscillating = fc.record({
      start: twins(30).filter((list) => list.length > 1),
      pageSize: fc.integer({ min: 1, max: 12 }),
      changes: fc.array(change, { minLength: 1, maxLength: 3 }),
      beat: fc.array(fc.nat(3), { minLength: 2, maxLength: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(oscillating, async ({ start, pageSize, changes, beat }) => {
        const states = [start, ...changes.map((one) => changed(start, one))];
        const stateAt = (call: number) => states[(beat[call % beat.length] ?? 0) % states.length] ?? start;
        const { fetchPage, instants } = moving(stateAt, start);
        const rows = await outcome(fetchPage, { pageSize, agreeing: 24 });
        if (rows !== null) expect(isAmong(instants, rows)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('by two rows that change places between two calls is not put together from both orders', async () => {
    const states: List[] = [
      [1, 2, 3, 4, 5, 6, 7, 8],
      [8, 2, 3, 4, 5, 6, 7, 1],
    ];
    for (let round = 0; round < 50; round += 1) {
      const { fetchPage, instants } = moving((call) => states[call % 2] ?? [], []);
      const rows = await outcome(fetchPage, { pageSize: 4, agreeing: 24 });
      if (rows !== null) expect(isAmong(instants, rows)).toBe(true);
    }
  });
});
