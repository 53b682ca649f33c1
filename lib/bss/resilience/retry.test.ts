import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '@/lib/http/errors';
import { type Trouble, UpstreamFailure } from '../upstream-failure';
import { backOffMs, PATIENCE, waitBeforeRetry } from './retry';
import { RetryBudget } from './retry-budget';

const failed = (trouble: Trouble, retryAfter?: number) =>
  new UpstreamFailure(trouble, { code: 'upstream_unavailable', message: 'x', retryAfter });

const decide = (
  error: unknown,
  { tries = 1, leftMs = 10_000, priority = 'live' as 'live' | 'sync', random = 0.5 } = {},
) => {
  const budget = new RetryBudget({ timing: { now: () => 0 } });
  const wait = waitBeforeRetry(error, { patience: PATIENCE[priority], tries, leftMs, random: () => random, budget });
  return { wait, spent: 5 - budget.left };
};

describe('another try', () => {
  it.each<Trouble>(['unsent', 'down', 'garbled'])('is made of a read that was %s, and is paid for', (trouble) => {
    expect(decide(failed(trouble))).toEqual({ wait: 125, spent: 1 });
  });

  it.each<Trouble>(['unusable', 'refused', 'credentials'])('is not made of what was %s', (trouble) => {
    expect(decide(failed(trouble))).toEqual({ wait: null, spent: 0 });
  });

  it('is not made of what the service never saw, or of what is no error of ours', () => {
    expect(decide(new AppError('upstream_throttled', 'too many')).wait).toBeNull();
    expect(decide(new Error('bug')).wait).toBeNull();
  });

  it('is the third at most, whatever went wrong', () => {
    expect(decide(failed('down'), { tries: 2 }).wait).not.toBeNull();
    expect(decide(failed('down'), { tries: 3 }).wait).toBeNull();
    expect(decide(failed('down'), { tries: 3, priority: 'sync' }).wait).toBeNull();
    expect(decide(failed('throttled'), { tries: 3 }).wait).toBeNull();
  });

  it('of a throttled call waits in the quota and costs no budget; nobody waits for the sync, so it may go on', () => {
    expect(decide(failed('throttled'))).toEqual({ wait: 0, spent: 0 });
    expect(decide(failed('throttled'), { tries: 30, priority: 'sync' })).toEqual({ wait: 0, spent: 0 });
    expect(decide(failed('throttled'), { tries: 30, priority: 'sync', leftMs: 0 }).wait).toBeNull();
  });

  it('waits as long as the service asks, and is not made when that is too long for its caller', () => {
    expect(decide(failed('down', 3)).wait).toBe(3000);
    expect(decide(failed('down', 30))).toEqual({ wait: null, spent: 0 });
    expect(decide(failed('down', 30), { priority: 'sync', leftMs: 200_000 }).wait).toBe(30_000);
  });

  it('is not made without budget', () => {
    const budget = new RetryBudget({ floor: 0, timing: { now: () => 0 } });
    const state = { patience: PATIENCE.live, tries: 1, leftMs: 10_000, random: () => 0, budget };
    expect(waitBeforeRetry(failed('down'), state)).toBeNull();
  });
});

it('the back-off is anything from nothing to the doubled base, up to its cap', () => {
  const patience = fc.constantFrom(PATIENCE.live, PATIENCE.sync);
  fc.assert(
    fc.property(
      patience,
      fc.integer({ min: 1, max: 40 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (who, failures, random) => {
        const wait = backOffMs(who, failures, random);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(Math.min(who.capMs, who.baseMs * 2 ** (failures - 1)));
      },
    ),
  );
});

it('the back-off of many callers is spread over the whole of its range', () => {
  const waits = Array.from({ length: 1000 }, () => backOffMs(PATIENCE.live, 3, Math.random()));
  const tenths = new Set(waits.map((wait) => Math.floor(wait / 100)));
  expect(tenths.size).toBe(10);
});
