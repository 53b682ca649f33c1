import { beforeEach, describe, expect, it } from 'vitest';
import type { BssConnection } from '../connection';
import { KeyWatch } from './key-watch';

const MINUTE = 60_000;
const REAL = Date.parse('2026-11-22T04:00:00Z');
const connection: BssConnection = {
  domainId: 'domain-1',
  name: 'Demo',
  endpoint: 'https://bss.example',
  site: 'intl',
  currency: 'USD',
  projectId: null,
  ak: 'AKCANARY',
  sk: 'SKCANARY',
};

let now: number;
/** What somebody set the machine's clock to, beside the time that passes. */
let set: number;
let timers: { at: number; run: () => void }[];
let keys: KeyWatch;

beforeEach(() => {
  [now, set, timers] = [0, 0, []];
  const timing = {
    now: () => now,
    random: () => 0,
    after: (ms: number, run: () => void) => {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
  };
  keys = new KeyWatch(timing, () => new Date(REAL + now + set));
});

function pass(ms: number) {
  now += ms;
  for (const { run } of timers.filter(({ at }) => at <= now)) run();
  timers = timers.filter(({ at }) => at > now);
}

const serverDate = (offMinutes = 0) => new Date(REAL + now - offMinutes * MINUTE).toUTCString();
const refuse = (text = '', offMinutes = 0) =>
  keys.refused(connection, { date: serverDate(offMinutes), text, code: 'APIGW.0301' });
/** How many of so many callers get through at once. */
async function atOnce(callers: number) {
  let through = 0;
  for (let caller = 0; caller < callers; caller += 1) void keys.enter(connection).then(() => (through += 1));
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  return through;
}

describe('signatures that nobody has looked at yet', () => {
  it('are one of a key that has not been accepted, and four of one that has: never five', async () => {
    expect(await atOnce(20)).toBe(1);
    keys = new KeyWatch({ now: () => now, random: () => 0, after: () => () => {} }, () => new Date(REAL + now + set));
    keys.accepted(connection);
    expect(await atOnce(20)).toBe(4);
  });

  it('are taken for looked at when the answer takes longer than a gateway does', async () => {
    keys.accepted(connection);
    let through = 0;
    for (let caller = 0; caller < 8; caller += 1) void keys.enter(connection).then(() => (through += 1));
    await Promise.resolve();
    pass(500);
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    expect(through).toBe(8);
  });

  it.each<[string, () => void]>([
    ['was accepted long ago', () => pass(6 * MINUTE)],
    ['was accepted before the clock was set', () => (set = 20 * MINUTE)],
  ])('are one again of a key that %s', async (_, happen) => {
    keys.accepted(connection);
    happen();
    expect(await atOnce(20)).toBe(1);
  });

  it('that wait do not go out when the first was refused', async () => {
    const first = await keys.enter(connection);
    const second = keys.enter(connection);
    refuse();
    first();
    await expect(second).rejects.toMatchObject({ code: 'upstream_credentials' });
  });
});

describe('a refused key', () => {
  it.each([
    [20, 'off by 20 min (it is fast)'],
    [-17, 'off by 17 min (it is slow)'],
  ])('with a clock %i minutes off is a matter of the clock', (off, words) => {
    expect(refuse('', off).message).toContain(words);
    expect(() => keys.check(connection)).toThrow(words);
    pass(MINUTE);
    expect(() => keys.check(connection)).not.toThrow();
  });

  it('goes on at once when the clock is set right', () => {
    refuse('', 20);
    set = -20 * MINUTE;
    expect(() => keys.check(connection)).not.toThrow();
  });

  it('is not a matter of a clock that is a little off', () => {
    expect(refuse('', 5).message).toContain('Check the key');
  });

  it('that is locked rests for five minutes and a little', () => {
    const error = refuse('{"error_msg":"Incorrect IAM authentication information: ak is locked"}');
    expect(error).toMatchObject({ message: expect.stringContaining('locked'), retryAfter: 305 });
    pass(5 * MINUTE);
    expect(() => keys.check(connection)).toThrow('locked');
    pass(5000);
    expect(() => keys.check(connection)).not.toThrow();
  });

  it('that was never accepted rests until it is another one, or somebody says so', () => {
    refuse();
    pass(7 * 24 * 60 * MINUTE);
    expect(() => keys.check({ ...connection })).toThrow('until it is changed');
    expect(keys.stopped()).toEqual([{ account: 'domain-1', reason: 'wrong' }]);
    expect(() => keys.check({ ...connection, sk: 'another' })).not.toThrow();
    keys.reset('domain-2');
    expect(() => keys.check(connection)).toThrow();
    keys.reset('domain-1');
    expect(() => keys.check(connection)).not.toThrow();
  });

  it('that was accepted before is tried again after five minutes, by one call alone', async () => {
    keys.accepted(connection);
    expect(refuse().message).toContain('no longer accepts');
    pass(6 * MINUTE);
    expect(await atOnce(20)).toBe(1);
    expect(keys.stopped()).toEqual([]);
  });

  it('keeps its first reason, and its secrets', () => {
    const error = refuse();
    expect(refuse('locked').message).toBe(error.message);
    expect(JSON.stringify([error, error.message, keys.stopped()])).not.toContain('CANARY');
  });
});
