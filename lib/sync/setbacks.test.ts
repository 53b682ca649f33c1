import { expect, test } from 'vitest';
import { Setbacks } from './setbacks';

const LATE = { code: 'upstream_timeout', whose: 'account' } as const;

function watched() {
  const clock = { ms: 1_000_000 };
  const setbacks = new Setbacks({ away: 3000, account: 15_000 }, () => clock.ms);
  /** Fails, and waits until it may be tried again. */
  const failed = (told: Parameters<Setbacks['onFailure']>[1]) => {
    const pause = setbacks.onFailure('2026-10', told) - clock.ms;
    clock.ms += pause;
    return pause / 1000;
  };
  return { clock, setbacks, failed };
}

test('each failure in a row doubles the pause, up to ten minutes, until a cycle comes', () => {
  const { setbacks, failed } = watched();
  const refused = { code: 'upstream_refused', whose: 'account' } as const;
  expect(Array.from({ length: 8 }, () => failed(refused))).toEqual([15, 30, 60, 120, 240, 480, 600, 600]);
  setbacks.onWell('2026-10');
  expect(failed(refused)).toBe(15);
});

test('a key that is not accepted is tried every minute: it is not sent while it must not be', () => {
  const { failed } = watched();
  const key = { code: 'upstream_credentials', whose: 'account' } as const;
  expect(Array.from({ length: 5 }, () => failed(key))).toEqual([15, 30, 60, 60, 60]);
});

test('an upstream that is away is asked again every minute: it may be back', () => {
  const { failed } = watched();
  expect(Array.from({ length: 5 }, () => failed(LATE))).toEqual([15, 30, 60, 60, 60]);
});

test('cycles that were read side by side and fail together are one failure', () => {
  const { setbacks } = watched();
  const pages = setbacks.pace.pages;
  for (let cycle = 0; cycle < 5; cycle += 1) setbacks.onFailure(`2026-0${cycle + 1}`, LATE);
  expect(setbacks.pace.pages).toBe(pages / 2);
  expect(setbacks.pausing).toBe(true);
});

test('a ledger that is away is tried again soon, and is no reason to ask the upstream for less', () => {
  const { setbacks, failed } = watched();
  const pages = setbacks.pace.pages;
  const away = { code: 'ledger_unavailable', whose: 'ledger' } as const;
  expect([failed(away), failed(away), failed(away)]).toEqual([3, 3, 3]);
  expect(setbacks.pace.pages).toBe(pages);
});

test('what somebody asked for is tried once, and then waits for the end of the pause', () => {
  const { clock, setbacks } = watched();
  setbacks.onAway();
  expect(setbacks.isDeferred('mark')).toBe(false);
  setbacks.defer('mark');
  expect(setbacks.isDeferred('mark')).toBe(true);
  // Somebody asks again.
  expect(setbacks.isDeferred('other mark')).toBe(false);
  clock.ms += 3000;
  expect(setbacks.pausing).toBe(false);
  expect(setbacks.isDeferred('mark')).toBe(false);
  setbacks.onAway();
  expect(setbacks.isDeferred('mark')).toBe(false);
});

test('a cycle at which the account failed is remembered until it comes; the ledger is no fault of it', () => {
  const { setbacks } = watched();
  setbacks.onFailure('2026-10', LATE);
  setbacks.onFailure('2026-09', { code: 'ledger_unavailable', whose: 'ledger' });
  expect(['2026-10', '2026-09'].map((cycle) => setbacks.hasFailedAt(cycle))).toEqual([true, false]);
  setbacks.onWell('2026-09');
  expect(setbacks.hasFailedAt('2026-10')).toBe(true);
  setbacks.onWell('2026-10');
  expect(setbacks.hasFailedAt('2026-10')).toBe(false);
});
