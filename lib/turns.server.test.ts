import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { inTurn } from './turns.server';

it('does one piece in a turn, in the order in which they were asked for', async () => {
  const done: number[] = [];
  const all = [1, 2, 3].map((piece) => inTurn(() => done.push(piece)));
  for (let turns = 0; done.length < 3; turns += 1) {
    const before = done.length;
    await turn();
    expect(done.length - before).toBeLessThanOrEqual(1);
    expect(turns).toBeLessThan(10);
  }
  expect(done).toEqual([1, 2, 3]);
  expect(await Promise.all(all)).toEqual([1, 2, 3]);
});

it('goes on after a piece that failed, whose caller is told', async () => {
  const failed = inTurn(() => {
    throw new Error('garbled');
  });
  const next = inTurn(() => 'done');
  await expect(failed).rejects.toThrow('garbled');
  expect(await next).toBe('done');
});

it('ends what was begun before it begins something else', async () => {
  const done: string[] = [];
  const work = async (name: string) => {
    await inTurn(() => done.push(`${name} 1`));
    await inTurn(() => done.push(`${name} 2`), 'begun');
  };
  await Promise.all([work('one'), work('other')]);
  expect(done).toEqual(['one 1', 'one 2', 'other 1', 'other 2']);
});
