import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { RowBlock } from '@/lib/ledger/ledger';
import { PageStore } from './page-store';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const block = (rows: number): RowBlock => ({ bytes: Buffer.alloc(0), rows });

/** A store whose inserts end when they are told to; each is noted by the rows of its pages. */
function start() {
  const inserts: number[][] = [];
  const ends: { stored: () => void; failed: (reason: Error) => void }[] = [];
  const store = new PageStore((blocks) => {
    inserts.push(blocks.map(({ rows }) => rows));
    return new Promise((stored, failed) => ends.push({ stored, failed }));
  });
  return { store, inserts, ends };
}

it('stores a page at once when no other is under way', async () => {
  const { store, inserts } = start();
  void store.expect(async () => {}).then(() => store.add(block(1)));
  await vi.advanceTimersByTimeAsync(0);
  expect(inserts).toEqual([[1]]);
});

it('stores what arrives together in one insert, and waits for a late page only a moment', async () => {
  const { store, inserts } = start();
  const read = (rows: number, ms: number) =>
    store.expect(() => new Promise((resolve) => setTimeout(resolve, ms))).then(() => store.add(block(rows)));
  void Promise.all([read(1, 10), read(2, 20), read(3, 5000)]);
  await vi.advanceTimersByTimeAsync(100);
  expect(inserts).toEqual([]);
  await vi.advanceTimersByTimeAsync(100);
  expect(inserts).toEqual([[1, 2]]);
});

it('stores what came while an insert ran with the next one, and tells each page when it is stored', async () => {
  const { store, inserts, ends } = start();
  const done: number[] = [];
  const add = (rows: number) => void store.add(block(rows)).then(() => done.push(rows));
  add(1);
  await vi.advanceTimersByTimeAsync(200);
  add(2);
  add(3);
  await vi.advanceTimersByTimeAsync(1000);
  expect(inserts).toEqual([[1]]);
  expect(done).toEqual([]);
  ends[0]?.stored();
  await vi.advanceTimersByTimeAsync(0);
  expect([inserts, done]).toEqual([[[1], [2, 3]], [1]]);
  ends[1]?.stored();
  await vi.advanceTimersByTimeAsync(0);
  expect(done).toEqual([1, 2, 3]);
});

it('fails the pages of an insert that failed, and no others', async () => {
  const { store, ends } = start();
  const first = store.add(block(1));
  await vi.advanceTimersByTimeAsync(200);
  const second = store.add(block(2));
  const told = Promise.allSettled([first, second]);
  ends[0]?.failed(new Error('away'));
  await vi.advanceTimersByTimeAsync(200);
  ends[1]?.stored();
  expect((await told).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
});
