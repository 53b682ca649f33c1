import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Slots } from './slots';

it('those who wait are served in their order, and one who leaves is skipped', async () => {
  const slots = new Slots(1);
  const served: string[] = [];
  const enter = async (name: string, signal?: AbortSignal) => {
    const release = await slots.enter(signal);
    served.push(name);
    return release;
  };
  const leaving = new AbortController();
  const first = await enter('first');
  const gone = enter('gone', leaving.signal);
  const last = enter('last');
  leaving.abort(new Error('left'));
  await expect(gone).rejects.toThrow('left');
  expect(slots.waiting).toBe(1);
  first();
  first();
  await last;
  expect(served).toEqual(['first', 'last']);
  expect(slots.used).toBe(1);
  await expect(slots.enter(leaving.signal)).rejects.toThrow('left');
});

it('what was begun goes before what was not', async () => {
  const slots = new Slots(1);
  const release = await slots.enter();
  const served: string[] = [];
  const enter = (name: string, first: boolean) =>
    slots.enter(undefined, { first }).then((done) => {
      served.push(name);
      done();
    });
  const all = [enter('new', false), enter('begun', true), enter('newer', false), enter('begun later', true)];
  release();
  await Promise.all(all);
  expect(served).toEqual(['begun', 'begun later', 'new', 'newer']);
});

it('a limit that grows serves those who wait', async () => {
  const slots = new Slots(1);
  await slots.enter();
  const waiting = [slots.enter(), slots.enter()];
  slots.limit = 3;
  await Promise.all(waiting);
  expect(slots.used).toBe(3);
});

it('there are never more than the limit, and in the end none', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 5 }), fc.array(fc.nat(5), { maxLength: 40 }), async (limit, turns) => {
      const slots = new Slots(limit);
      let most = 0;
      const work = async (length: number) => {
        const release = await slots.enter();
        most = Math.max(most, slots.used);
        for (let turn = 0; turn < length; turn += 1) await Promise.resolve();
        release();
      };
      await Promise.all(turns.map(work));
      expect(most).toBeLessThanOrEqual(limit);
      expect([slots.used, slots.waiting]).toEqual([0, 0]);
    }),
  );
});
