import { expect, test } from 'vitest';
import { Turns } from './turns';

test('work that never waits lets timers run, and a few questions in a row wait for no turn', async () => {
  const turns = new Turns();
  let ran = false;
  setImmediate(() => (ran = true));
  for (let question = 0; question < 10; question += 1) await turns.give();
  expect(ran).toBe(false);
  const began = performance.now();
  while (!ran && performance.now() - began < 1000) await turns.give();
  expect(ran).toBe(true);
});

test('each turn of the loop begins anew', async () => {
  const turns = new Turns();
  const busy = performance.now();
  await turns.give();
  while (performance.now() - busy < 10);
  await new Promise((resolve) => setImmediate(resolve));
  let ran = false;
  setImmediate(() => (ran = true));
  await turns.give();
  expect(ran).toBe(false);
});
