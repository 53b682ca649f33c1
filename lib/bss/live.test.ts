import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '@/lib/http/errors';
import { LiveCache, type LiveCacheBounds } from './live.server';

let elapsed = 0;
let business = 0;
const day = Date.parse('2026-11-22T00:00:00Z');
const down = new AppError('upstream_unavailable', 'down');

beforeEach(() => {
  elapsed = 0;
  business = day;
});

const cacheWith = (bounds: LiveCacheBounds = {}) =>
  new LiveCache({ now: () => new Date(business) }, { monotonic: () => elapsed, ...bounds });
const pass = (ms: number) => {
  elapsed += ms;
  business += ms;
};
const fresh = { maxAgeMs: 1000 };

/** A load that ends when the test says so. */
function held<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<T>((done, fail) => {
    resolve = done;
    reject = fail;
  });
  return { load: vi.fn((_: AbortSignal) => promise), resolve, reject };
}

describe('a cached answer', () => {
  it('is loaded once and given with the time it is of', async () => {
    const cache = cacheWith();
    const load = vi.fn(async () => ['row']);
    await cache.read(['a', 1], fresh, load);
    pass(999);
    expect(await cache.read(['a', 1], fresh, load)).toEqual({
      value: ['row'],
      asOf: '2026-11-22T00:00:00.000Z',
      stale: false,
      error: null,
    });
    expect(load).toHaveBeenCalledTimes(1);
    await cache.read(['a', 2], fresh, load);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('is loaded again when it is old by either clock', async () => {
    const cache = cacheWith();
    const load = vi.fn(async () => 1);
    await cache.read(['a'], fresh, load);
    pass(1000);
    await cache.read(['a'], fresh, load);
    expect(load).toHaveBeenCalledTimes(2);
    business += 86_400_000;
    expect(await cache.read(['a'], fresh, load)).toMatchObject({ asOf: '2026-11-23T00:00:01.000Z' });
    expect(load).toHaveBeenCalledTimes(3);
  });

  it('is given stale, with its age and the reason, while the service is down', async () => {
    const cache = cacheWith();
    await cache.read(['a'], fresh, async () => 'known');
    pass(60_000);
    expect(await cache.read(['a'], fresh, () => Promise.reject(down))).toEqual({
      value: 'known',
      asOf: '2026-11-22T00:00:00.000Z',
      stale: true,
      error: down,
    });
    expect(await cache.read(['a'], fresh, async () => 'new')).toMatchObject({
      value: 'new',
      stale: false,
      error: null,
    });
  });

  it('does not hide a refusal or a fault of ours', async () => {
    const cache = cacheWith();
    await cache.read(['a'], fresh, async () => 'known');
    pass(60_000);
    for (const error of [
      new AppError('upstream_credentials', 'no'),
      new AppError('upstream_refused', 'no'),
      new TypeError(),
    ]) {
      await expect(cache.read(['a'], fresh, () => Promise.reject(error))).rejects.toBe(error);
    }
    await expect(cache.read(['b'], fresh, () => Promise.reject(down))).rejects.toBe(down);
  });

  it('is forgotten with its account, also while it loads', async () => {
    const cache = cacheWith();
    const load = vi.fn(async () => 1);
    await cache.read(['a', 'orders'], fresh, load);
    await cache.read(['ab', 'orders'], fresh, load);
    const slow = held<string>();
    const before = cache.read(['a', 'bills'], fresh, slow.load);
    cache.forget('a');
    slow.resolve('old');
    expect(await before).toMatchObject({ value: 'old' });
    expect(await cache.read(['a', 'bills'], fresh, async () => 'new')).toMatchObject({ value: 'new' });
    await cache.read(['a', 'orders'], fresh, load);
    await cache.read(['ab', 'orders'], fresh, load);
    expect(load).toHaveBeenCalledTimes(3);
  });
});

describe('readers of one key', () => {
  it('share one load, and its failure', async () => {
    const cache = cacheWith();
    const slow = held<number>();
    const readers = [1, 2, 3].map(() => cache.read(['a'], fresh, slow.load));
    slow.resolve(7);
    expect((await Promise.all(readers)).map(({ value }) => value)).toEqual([7, 7, 7]);
    expect(slow.load).toHaveBeenCalledTimes(1);
    const failing = held<number>();
    const failed = [1, 2].map(() => cache.read(['b'], fresh, failing.load));
    failing.reject(down);
    expect((await Promise.allSettled(failed)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await cache.read(['b'], fresh, async () => 1)).toMatchObject({ value: 1 });
  });

  it('leave without taking the load from the others', async () => {
    const cache = cacheWith();
    const slow = held<number>();
    const leaving = new AbortController();
    const left = cache.read(['a'], { ...fresh, signal: leaving.signal }, slow.load);
    const stays = cache.read(['a'], { ...fresh, signal: new AbortController().signal }, slow.load);
    leaving.abort(new Error('left'));
    await expect(left).rejects.toThrow('left');
    expect(slow.load.mock.calls[0]?.[0].aborted).toBe(false);
    slow.resolve(7);
    expect(await stays).toMatchObject({ value: 7 });
  });

  it('end the load when the last of them has left, and the next one starts anew', async () => {
    const cache = cacheWith();
    const slow = held<number>();
    const leaving = new AbortController();
    const left = cache.read(['a'], { ...fresh, signal: leaving.signal }, slow.load);
    leaving.abort(new Error('left'));
    await expect(left).rejects.toThrow('left');
    expect(slow.load.mock.calls[0]?.[0].aborted).toBe(true);
    expect(await cache.read(['a'], fresh, async () => 8)).toMatchObject({ value: 8 });
  });

  it('that have left already load nothing', async () => {
    const load = vi.fn(async () => 1);
    const signal = AbortSignal.abort(new Error('left'));
    await expect(cacheWith().read(['a'], { ...fresh, signal }, load)).rejects.toThrow('left');
    expect(load).not.toHaveBeenCalled();
  });
});

describe('the bounds', () => {
  it('let the least recently read go first', async () => {
    const cache = cacheWith({ maxEntries: 2 });
    const load = vi.fn(async () => 1);
    for (const key of ['a', 'b', 'a', 'c']) await cache.read([key], fresh, load);
    expect(cache.size.entries).toBe(2);
    load.mockClear();
    await cache.read(['a'], fresh, load);
    expect(load).not.toHaveBeenCalled();
    await cache.read(['b'], fresh, load);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('hold by weight too, and keep out what alone is too heavy', async () => {
    const cache = cacheWith({ maxWeight: 50_000 });
    const rows = (count: number) => Array.from({ length: count }, () => ({ name: 'x'.repeat(100) }));
    for (const key of ['a', 'b', 'c', 'd']) await cache.read([key], fresh, async () => rows(60));
    expect(cache.size.entries).toBe(3);
    expect(cache.size.weight).toBeGreaterThan(30_000);
    expect(await cache.read(['huge'], fresh, async () => rows(10_000))).toMatchObject({ stale: false });
    expect(cache.size.weight).toBeLessThanOrEqual(50_000);
  });
});

it('gives up what a failed load still asks for, without a warning about how many listen', async () => {
  const warned = vi.fn();
  process.on('warning', warned);
  let still: AbortSignal | undefined;
  const load = async (signal: AbortSignal) => {
    still = signal;
    for (let index = 0; index < 20; index += 1) signal.addEventListener('abort', () => undefined);
    throw down;
  };
  await expect(cacheWith().read(['a'], fresh, load)).rejects.toBe(down);
  await vi.waitFor(() => expect(still?.aborted).toBe(true));
  expect(warned).not.toHaveBeenCalled();
  process.off('warning', warned);
});
