import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Breakers } from './breakers';
import { realTiming } from './timing';

const ENDPOINT = 'https://bss.example';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** Breakers of which that of orders waits for a probe. */
async function halfOpen(): Promise<Breakers> {
  const breakers = new Breakers({ timing: { ...realTiming, random: () => 0.999 } });
  for (let failure = 0; failure < 5; failure += 1) (await breakers.enter(ENDPOINT, 'orders')).report('bad');
  await vi.advanceTimersByTimeAsync(5001);
  return breakers;
}

test('calls that come while a probe is on its way go as soon as it is well', async () => {
  const breakers = await halfOpen();
  const probe = await breakers.enter(ENDPOINT, 'orders');
  const others = Promise.all([breakers.check(ENDPOINT, 'orders'), breakers.enter(ENDPOINT, 'orders')]);
  await vi.advanceTimersByTimeAsync(900);
  probe.report('good');
  await expect(others).resolves.toHaveLength(2);
});

test('they are refused when it fails, and when it takes more than a second', async () => {
  for (const end of ['bad', 'late'] as const) {
    const breakers = await halfOpen();
    const probe = await breakers.enter(ENDPOINT, 'orders');
    const other = expect(breakers.enter(ENDPOINT, 'orders')).rejects.toMatchObject({ code: 'upstream_unavailable' });
    await vi.advanceTimersByTimeAsync(end === 'late' ? 1001 : 10);
    if (end === 'bad') probe.report('bad');
    await other;
  }
});

test('another one probes when the first was told nothing, and who leaves does not wait', async () => {
  const breakers = await halfOpen();
  const probe = await breakers.enter(ENDPOINT, 'orders');
  const left = new AbortController();
  const gone = expect(breakers.check(ENDPOINT, 'orders', left.signal)).rejects.toThrow('left');
  const next = breakers.enter(ENDPOINT, 'orders');
  left.abort(new Error('left'));
  await gone;
  probe.report('neutral');
  (await next).report('good');
  expect(breakers.states()).toMatchObject([{ state: 'closed' }]);
});
