import { expect, test, vi } from 'vitest';
import { stayAwake } from './awake';

test('the loop turns until a timer of no length is over, and no longer', async () => {
  const turned = vi.spyOn(globalThis, 'setImmediate');
  stayAwake();
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(turned.mock.calls.length).toBeGreaterThan(1);
  const before = turned.mock.calls.length;
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(turned.mock.calls.length - before).toBeLessThanOrEqual(1);
  turned.mockRestore();
});
