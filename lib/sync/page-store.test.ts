import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { RowBlock } from '@/lib/ledger/ledger';
import { PageStore } from './page-store';

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

it('stores a page at once: it waits for no other', () => {
  const { store, inserts } = start();
  void store.add(block(1));
  expect(inserts).toEqual([[1]]);
});

it('stores what came while an insert ran with the next one, and tells each page when it is stored', async () => {
  const { store, inserts, ends } = start();
  const done: number[] = [];
  const add = (rows: number) => void store.add(block(rows)).then(() => done.push(rows));
  add(1);
  add(2);
  add(3);
  await turn();
  expect(inserts).toEqual([[1]]);
  expect(done).toEqual([]);
  ends[0]?.stored();
  await turn();
  expect([inserts, done]).toEqual([[[1], [2, 3]], [1]]);
  ends[1]?.stored();
  await turn();
  expect(done).toEqual([1, 2, 3]);
});

it('fails the pages of an insert that failed, and no others', async () => {
  const { store, ends } = start();
  const told = Promise.allSettled([store.add(block(1)), store.add(block(2))]);
  ends[0]?.failed(new Error('away'));
  await turn();
  ends[1]?.stored();
  expect((await told).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
});
