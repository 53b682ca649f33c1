import { expect, test } from 'vitest';
import { FollowingClock } from './clock.server';

/** A machine clock moved by hand, and the business clock that reads it. */
function setup() {
  const machine = { at: 1_000_000 };
  const clock = new FollowingClock(() => machine.at);
  const hear = (instant: string) => clock.follow(instant);
  const pass = (ms: number) => {
    machine.at += ms;
  };
  return { clock, hear, pass };
}
const T0 = '2026-11-22T04:00:00.000Z';
const after = (ms: number) => new Date(Date.parse(T0) + ms).toISOString();

test('is the machine until a sandbox speaks, and ignores what is no instant', () => {
  const { clock, hear } = setup();
  hear('soon');
  expect(clock.now()).toEqual(new Date(1_000_000));
});

test('goes on with a running sandbox between its answers', () => {
  const { clock, hear, pass } = setup();
  hear(T0);
  pass(1000);
  hear(after(1003));
  pass(500);
  expect(clock.now().toISOString()).toBe(after(1503));
});

test('stands with a standing sandbox', () => {
  const { clock, hear, pass } = setup();
  hear(T0);
  pass(1000);
  hear(T0);
  pass(60_000);
  expect(clock.now().toISOString()).toBe(T0);
});

test('follows a standing clock that was moved, and still stands', () => {
  const { clock, hear, pass } = setup();
  hear(T0);
  pass(1000);
  hear(T0);
  pass(1000);
  hear(after(86_400_000));
  pass(5000);
  expect(clock.now().toISOString()).toBe(after(86_400_000));
});

test('two answers in one breath do not stop a running clock', () => {
  const { clock, hear, pass } = setup();
  hear(T0);
  pass(1);
  hear(T0);
  pass(1000);
  expect(clock.now().toISOString()).toBe(after(1000));
});
