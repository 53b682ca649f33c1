import { expect, test } from 'vitest';
import { walk, type Window, windowsOf } from './windows';

test('when a page fails, its reason is told once nothing is under way any more', async () => {
  const windows = windowsOf(3000, { first: 1000, step: 1000 });
  const ended: number[] = [];
  let release = () => {};
  const slow = new Promise<void>((resolve) => (release = resolve));
  const fetchPage = async ({ offset }: Window) => {
    if (offset === 1000) throw new Error('refused');
    await slow;
    ended.push(offset);
    // What is cut off because of the first failure is not the reason.
    if (offset === 2000) throw new Error('aborted');
    return { total: 3000, rows: Array.from({ length: 1000 }, () => 0) };
  };
  let told = false;
  const walked = walk(fetchPage, windows, { total: 3000, parallel: 3, accept: () => true }).finally(
    () => (told = true),
  );
  walked.catch(() => undefined);
  await new Promise((resolve) => setImmediate(resolve));
  // A page that is still on its way could be stored under a version that was given up, or published by another reading.
  expect(told).toBe(false);
  release();
  await expect(walked).rejects.toThrow('refused');
  expect(ended.sort()).toEqual([0, 2000]);
});
