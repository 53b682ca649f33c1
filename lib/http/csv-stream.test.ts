import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { csvStream, isStalled } from './csv-stream';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function endless() {
  let ended = false;
  async function* rows() {
    try {
      for (;;) yield ['x'.repeat(1000)];
    } finally {
      ended = true;
    }
  }
  return { rows: rows(), isEnded: () => ended };
}
const columns = [{ header: 'a', kind: 'text' as const }];

test('a reader that stands still gives up its place, and does not take what it has for the whole', async () => {
  const { rows, isEnded } = endless();
  const reader = (await csvStream({ name: 'x', columns, rows }, { bom: false, stalledMs: 1000 })).getReader();
  for (let chunk = 0; chunk < 5; chunk += 1) {
    expect((await reader.read()).done).toBe(false);
    await vi.advanceTimersByTimeAsync(900);
  }
  expect(isEnded()).toBe(false);
  await vi.advanceTimersByTimeAsync(200);
  expect(isEnded()).toBe(true);
  const fault: unknown = await reader.read().catch((error: unknown) => error);
  expect(String(fault)).toContain('stands still');
  // As Next passes it on.
  expect(isStalled(new Error('failed to pipe response', { cause: fault }))).toBe(true);
  expect(isStalled(new Error('failed to pipe response', { cause: new Error('gone') }))).toBe(false);
});

test('one that leaves ends what makes the rows', async () => {
  const { rows, isEnded } = endless();
  const reader = (await csvStream({ name: 'x', columns, rows }, { bom: false })).getReader();
  await reader.read();
  await reader.cancel();
  expect(isEnded()).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});
