import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Priority } from './priority';
import { Quotas } from './quota.server';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Takes tokens and notes who got one when, in milliseconds from the start. */
function takingFrom(quotas: Quotas, perSecond = 2) {
  const start = performance.now();
  const served: [string, number][] = [];
  const refused: string[] = [];
  const take = (name: string, { priority = 'live', signal }: { priority?: Priority; signal?: AbortSignal } = {}) =>
    quotas.take('domain operation', { perSecond, priority, signal }).then(
      (permit) => {
        served.push([name, Math.round(performance.now() - start)]);
        permit.sent();
        permit.done();
      },
      () => void refused.push(name),
    );
  return { take, served, refused };
}

describe('a quota', () => {
  it('gives its tokens at once and takes each back a little over a second later', async () => {
    const { take, served } = takingFrom(new Quotas());
    for (const name of ['a', 'b', 'c', 'd', 'e']) take(name);
    await vi.advanceTimersByTimeAsync(5000);
    expect(served).toEqual([
      ['a', 0],
      ['b', 0],
      ['c', 1002],
      ['d', 1002],
      ['e', 2004],
    ]);
  });

  it('never gives more than it has in any second, however the calls come, travel and are answered', async () => {
    const call = fc.record({ after: fc.nat(400), travel: fc.nat(2900), work: fc.nat(3000) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(call, { minLength: 5, maxLength: 40 }),
        fc.integer({ min: 1, max: 5 }),
        async (calls, perSecond) => {
          const quotas = new Quotas({ maxWaitMs: 300_000 });
          const counted: number[] = [];
          for (const { after, travel, work } of calls) {
            await vi.advanceTimersByTimeAsync(after);
            void quotas.take('k', { perSecond, priority: 'live' }).then((permit) => {
              permit.sent();
              counted.push(performance.now() + travel);
              setTimeout(permit.done, travel + work);
            });
          }
          await vi.advanceTimersByTimeAsync(250_000);
          expect(counted).toHaveLength(calls.length);
          counted.sort((a, b) => a - b);
          for (const [index, at] of counted.entries()) {
            const later = counted[index + perSecond];
            if (later !== undefined) expect(later - at).toBeGreaterThan(1000);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('does not wait for an answer that takes long: that is work, not travel', async () => {
    const quotas = new Quotas();
    const take = () => quotas.take('k', { perSecond: 1, priority: 'live' });
    (await take()).sent();
    const second = take();
    await vi.advanceTimersByTimeAsync(4005);
    expect((await second).waitedMs).toBeCloseTo(4005, -1);
  });

  it('is counted for each account and operation apart', async () => {
    const quotas = new Quotas();
    const take = (key: string) => quotas.take(key, { perSecond: 1, priority: 'live' });
    expect(await Promise.all([take('a orders'), take('b orders'), take('a bills')])).toMatchObject(
      Array(3).fill({ waitedMs: 0 }),
    );
  });

  it('tells how long a caller waited', async () => {
    const quotas = new Quotas();
    const take = () => quotas.take('k', { perSecond: 1, priority: 'live' });
    const first = await take();
    first.sent();
    first.done();
    const second = take();
    await vi.advanceTimersByTimeAsync(1002);
    expect((await second).waitedMs).toBeCloseTo(1002, -1);
  });
});

describe('a throttled bucket', () => {
  const throttledAt = async (random: number) => {
    const quotas = new Quotas({ timing: { random: () => random } });
    const { take, served } = takingFrom(quotas, 10);
    take('first');
    await vi.advanceTimersByTimeAsync(0);
    return { quotas, take, served };
  };

  it('rests for one to five seconds, then gives one call a second, and one more each second', async () => {
    const { quotas, take, served } = await throttledAt(0.25);
    expect(quotas.throttled('domain operation', 0)).toBe(2000);
    for (let name = 0; name < 9; name += 1) take(String(name));
    await vi.advanceTimersByTimeAsync(10_000);
    const seconds = served.slice(1).map(([, at]) => Math.floor(at / 1000));
    expect(seconds).toEqual([2, 3, 3, 4, 4, 4, 5, 5, 5]);
  });

  it('says for how long it rests, of the account that was throttled', async () => {
    const { quotas } = await throttledAt(0.25);
    expect(quotas.restMs('domain ')).toBe(0);
    quotas.throttled('domain operation', 0);
    await vi.advanceTimersByTimeAsync(500);
    expect([quotas.restMs('domain '), quotas.restMs('other ')]).toEqual([1500, 0]);
    await vi.advanceTimersByTimeAsync(1600);
    expect(quotas.restMs('domain ')).toBe(0);
  });

  it('rests twice as long the next time in a row, as long as the service asks, and never a minute', async () => {
    const { quotas, take } = await throttledAt(0);
    const rests: number[] = [];
    for (let time = 0; time < 8; time += 1) {
      rests.push(quotas.throttled('domain operation', 0));
      await vi.advanceTimersByTimeAsync(60_000);
    }
    expect(rests).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
    quotas.accepted('domain operation');
    expect(quotas.throttled('domain operation', 0)).toBe(1000);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(quotas.throttled('domain operation', 90_000)).toBe(90_000);
    await expect(quotas.take('domain operation', { perSecond: 10, priority: 'live' })).rejects.toMatchObject({
      code: 'upstream_throttled',
      retryAfter: 90,
    });
    take('gone');
  });

  it('takes several refusals of one burst for one', async () => {
    const { quotas } = await throttledAt(0);
    expect(quotas.throttled('domain operation', 0)).toBe(1000);
    expect(quotas.throttled('domain operation', 0)).toBe(1000);
    await vi.advanceTimersByTimeAsync(1000);
    expect(quotas.throttled('domain operation', 0)).toBe(2000);
  });
});

describe('callers that wait', () => {
  it('are served by priority, and in their order within it', async () => {
    const { take, served } = takingFrom(new Quotas(), 1);
    take('first');
    take('sync 1', { priority: 'sync' });
    take('live 1');
    take('sync 2', { priority: 'sync' });
    take('live 2');
    take('pay', { priority: 'pay' });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(served.map(([name]) => name)).toEqual(['first', 'pay', 'live 1', 'live 2', 'sync 1', 'sync 2']);
  });

  it('leave the queue when they are aborted, and cost nothing', async () => {
    const quotas = new Quotas();
    const { take, served, refused } = takingFrom(quotas, 1);
    const gone = new AbortController();
    take('first');
    take('gone', { signal: gone.signal });
    take('last');
    await vi.advanceTimersByTimeAsync(500);
    gone.abort(new Error('left'));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(served).toEqual([
      ['first', 0],
      ['last', 1002],
    ]);
    expect(refused).toEqual(['gone']);
    expect(quotas.waiting).toBe(0);
    await expect(quotas.take('k', { perSecond: 1, priority: 'live', signal: gone.signal })).rejects.toThrow('left');
  });

  it('are told when to come back instead of waiting too long', async () => {
    const quotas = new Quotas();
    const take = async (priority: Priority) => {
      const permit = await quotas.take('k', { perSecond: 1, priority });
      permit.sent();
      permit.done();
    };
    const waiting = [take('sync')];
    await waiting[0];
    for (let caller = 1; caller < 10; caller += 1) waiting.push(take('sync'));
    await expect(take('sync')).rejects.toMatchObject({ code: 'upstream_throttled', retryAfter: 11 });
    const payment = take('pay');
    const settled = Promise.allSettled([...waiting, payment]);
    await vi.advanceTimersByTimeAsync(60_000);
    const codes = (await settled).map((result) => result.status);
    // The payment went first, so the last of the sync found its ten seconds over.
    expect(codes).toEqual([...Array(9).fill('fulfilled'), 'rejected', 'fulfilled']);
  });

  it('get the token of a call that never left', async () => {
    const quotas = new Quotas();
    const take = () => quotas.take('k', { perSecond: 1, priority: 'live' });
    (await take()).done();
    expect((await take()).waitedMs).toBe(0);
  });

  it('wait for a call that has its token but has not left, however long that takes', async () => {
    const quotas = new Quotas();
    const take = () => quotas.take('k', { perSecond: 1, priority: 'live' });
    const first = await take();
    const second = take();
    await vi.advanceTimersByTimeAsync(5000);
    first.sent();
    first.done();
    await vi.advanceTimersByTimeAsync(1002);
    expect((await second).waitedMs).toBeCloseTo(6005, -1);
  });

  it('leave no timer behind', async () => {
    const { take } = takingFrom(new Quotas(), 1);
    take('a');
    take('b');
    await vi.advanceTimersByTimeAsync(1002);
    expect(vi.getTimerCount()).toBe(0);
  });
});
