import { setImmediate as turn } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { Gather } from './gather';

/** Work whose turns end when they are told to; the result of an item is its double. */
function start(limits?: { most?: number; pauseMs?: number }) {
  const turns: number[][] = [];
  const ends: { done: () => void; failed: (reason: Error) => void }[] = [];
  const gather = new Gather<number, number>((items) => {
    turns.push([...items]);
    return new Promise((done, failed) => ends.push({ done: () => done(items.map((item) => item * 2)), failed }));
  }, limits);
  return { gather, turns, ends };
}

it('does the first at once: it waits for no other', () => {
  const { gather, turns } = start();
  void gather.add(1);
  expect(turns).toEqual([[1]]);
});

it('does what came meanwhile in the next turn, and tells each its own result', async () => {
  const { gather, turns, ends } = start();
  const results: number[] = [];
  for (const item of [1, 2, 3]) void gather.add(item).then((result) => results.push(result));
  await turn();
  expect([turns, results]).toEqual([[[1]], []]);
  ends[0]?.done();
  await turn();
  expect([turns, results]).toEqual([[[1], [2, 3]], [2]]);
  ends[1]?.done();
  await turn();
  expect(results).toEqual([2, 4, 6]);
});

it('fails the items of a turn that failed, and no others', async () => {
  const { gather, ends } = start();
  const told = Promise.allSettled([gather.add(1), gather.add(2)]);
  ends[0]?.failed(new Error('away'));
  await turn();
  ends[1]?.done();
  expect((await told).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
});

it('goes on after a work that throws', async () => {
  const gather = new Gather<number, number>((items) => {
    if (items.includes(1)) throw new Error('broken');
    return Promise.resolve(items);
  });
  const told = await Promise.allSettled([gather.add(1), gather.add(2)]);
  expect(told).toMatchObject([{ reason: new Error('broken') }, { value: 2 }]);
});

it('takes no more at once than it may', async () => {
  const { gather, turns, ends } = start({ most: 2 });
  for (const item of [1, 2, 3, 4]) void gather.add(item);
  ends[0]?.done();
  await turn();
  ends[1]?.done();
  await turn();
  expect(turns).toEqual([[1], [2, 3], [4]]);
});

it('lets time go by between two turns, so that more comes together', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const { gather, turns, ends } = start({ pauseMs: 100 });
  void gather.add(1);
  ends[0]?.done();
  await turn();
  void gather.add(2);
  vi.advanceTimersByTime(99);
  void gather.add(3);
  expect(turns).toEqual([[1]]);
  vi.advanceTimersByTime(1);
  expect(turns).toEqual([[1], [2, 3]]);
  vi.useRealTimers();
});
