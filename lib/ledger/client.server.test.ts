import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HttpLedger } from './client.server';
import type { LedgerStatus } from './ledger';
import { Topology } from './topology.server';

vi.hoisted(() => {
  process.env.LOG_LEVEL = 'silent';
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** How long a question waits for a ledger that nobody brings back, ms. */
async function waited(state: LedgerStatus['state'], downForMs: number): Promise<number> {
  const since = new Date(Date.now() - downForMs).toISOString();
  const endpoints = {
    current: () => [],
    settled: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
    suspect: () => {},
    status: () => ({ state, since, epoch: 0, reason: 'gone' }),
  };
  const asked = performance.now();
  const answer = new HttpLedger(endpoints, new Topology()).read({ sql: 'SELECT 1' }).catch((error: unknown) => error);
  await vi.runAllTimersAsync();
  expect(await answer).toMatchObject({ code: 'ledger_unavailable', retryAfter: expect.any(Number) });
  return performance.now() - asked;
}

test('a question waits for an engine that starts or has just died, and not for one that has been away for long', async () => {
  expect(await waited('starting', 0)).toBeCloseTo(5000, -2);
  expect(await waited('down', 0)).toBeCloseTo(5000, -2);
  expect(await waited('down', 3000)).toBeCloseTo(2000, -2);
  expect(await waited('down', 60_000)).toBeLessThan(10);
});
