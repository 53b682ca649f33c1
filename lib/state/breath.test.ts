import { expect, test } from 'vitest';
import { Breath } from './breath';

test('work that never waits lets timers run, and a few questions in a row wait for no turn', async () => {
  const breath = new Breath();
  let ran = false;
  setImmediate(() => (ran = true));
  for (let question = 0; question < 10; question += 1) await breath.take();
  expect(ran).toBe(false);
  const began = performance.now();
  while (!ran && performance.now() - began < 1000) await breath.take();
  expect(ran).toBe(true);
});

test('each turn of the loop begins anew', async () => {
  const breath = new Breath();
  const busy = performance.now();
  await breath.take();
  while (performance.now() - busy < 10);
  await new Promise((resolve) => setImmediate(resolve));
  let ran = false;
  setImmediate(() => (ran = true));
  await breath.take();
  expect(ran).toBe(false);
});
