import { afterEach, expect, it, vi } from 'vitest';
import { BusinessClock } from './business-clock';
import { moveClock } from './control/clock';

afterEach(() => vi.useRealTimers());

it('a running clock runs on from where it was moved, and a standing one stands there', () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 22) });
  const [running, standing] = [new BusinessClock(null), new BusinessClock(Date.UTC(2026, 10, 22))];
  expect(moveClock(running, { advance: '36h' })).toEqual({ now: '2026-11-23T12:00:00.000Z', stands: false });
  expect(moveClock(standing, { advance: '36h' })).toEqual({ now: '2026-11-23T12:00:00.000Z', stands: true });
  vi.advanceTimersByTime(5000);
  expect(new Date(running.now()).toISOString()).toBe('2026-11-23T12:00:05.000Z');
  expect(new Date(standing.now()).toISOString()).toBe('2026-11-23T12:00:00.000Z');
  expect(moveClock(running, { set: '2026-12-01T08:00:00+08:00' }).now).toBe('2026-12-01T00:00:00.000Z');
});
