import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { type FetchPage, readCounted } from './paging.server';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const serving =
  (rows: () => readonly number[], cap = Infinity): FetchPage<number> =>
  async ({ offset, limit }) => ({ total: rows().length, rows: rows().slice(offset, offset + Math.min(limit, cap)) });

describe('readCounted', () => {
  it('gives exactly the list, in its order, for any page size and any cap of the service', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(300),
        fc.integer({ min: 1, max: 120 }),
        fc.integer({ min: 1, max: 120 }),
        async (count, pageSize, cap) => {
          const rows = numbers(count);
          expect(
            await readCounted(
              serving(() => rows, cap),
              { pageSize, maxRows: 300 },
            ),
          ).toEqual(rows);
        },
      ),
    );
  });

  it('asks for the first page alone and for the others a few at a time', async () => {
    const rows = numbers(95);
    let running = 0;
    let most = 0;
    const serve = serving(() => rows);
    const fetchPage = vi.fn<FetchPage<number>>(async (page) => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
      return serve(page);
    });
    await readCounted(fetchPage, { pageSize: 10, maxRows: 100, parallel: 4 });
    expect(most).toBe(4);
    expect(fetchPage).toHaveBeenCalledTimes(10);
    expect(fetchPage.mock.calls[0]?.[0]).toEqual({ offset: 0, limit: 10 });
  });

  it('reads a list again that grew while it was read', async () => {
    let rows = numbers(20);
    let calls = 0;
    const serve = serving(() => rows);
    const fetchPage: FetchPage<number> = (page) => {
      calls += 1;
      if (calls === 2) rows = numbers(21);
      return serve(page);
    };
    expect(await readCounted(fetchPage, { pageSize: 10, maxRows: 100 })).toEqual(numbers(21));
  });

  it.each<[string, FetchPage<number>]>([
    ['never stands still', growing()],
    ['announces more rows than it gives', async ({ offset }) => ({ total: 25, rows: offset < 20 ? numbers(10) : [] })],
    ['announces fewer rows than it gives', async () => ({ total: 5, rows: numbers(10) })],
    ['announces rows and gives none', async () => ({ total: 5, rows: [] })],
    ['has a hole in the middle', async ({ offset }) => ({ total: 30, rows: offset === 10 ? [] : numbers(10) })],
  ])('says so when a list %s, after two readings', async (_, fetchPage) => {
    await expect(readCounted(fetchPage, { pageSize: 10, maxRows: 1000, parallel: 1 })).rejects.toMatchObject({
      code: 'upstream_invalid',
      message: expect.stringContaining('changed while it was read'),
    });
  });

  it('refuses a list that is too long before it reads on', async () => {
    const rows = numbers(101);
    const fetchPage = vi.fn(serving(() => rows));
    await expect(readCounted(fetchPage, { pageSize: 10, maxRows: 100 })).rejects.toMatchObject({ code: 'bad_request' });
    expect(fetchPage).toHaveBeenCalledTimes(1);
  });

  it('passes an error on', async () => {
    await expect(readCounted(() => Promise.reject(new Error('down')), { pageSize: 10, maxRows: 100 })).rejects.toThrow(
      'down',
    );
  });
});

function growing(): FetchPage<number> {
  let count = 20;
  return async ({ offset, limit }) => {
    count += 1;
    return { total: count, rows: numbers(count).slice(offset, offset + limit) };
  };
}
