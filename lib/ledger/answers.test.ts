import { expect, test, vi } from 'vitest';
import { Answers } from './answers';

const later = () => {
  let resolve: (text: string) => void = () => {};
  const promise = new Promise<string>((done) => (resolve = done));
  return { promise, resolve };
};

test('a question is asked once, also by many at the same time, and its answer is kept', async () => {
  const answers = new Answers();
  const { promise, resolve } = later();
  const ask = vi.fn(() => promise);
  const both = [answers.get('a', ask), answers.get('a', ask)];
  resolve('1');
  expect(await Promise.all(both)).toEqual(['1', '1']);
  expect(await answers.get('a', ask)).toBe('1');
  expect(ask).toHaveBeenCalledTimes(1);
  expect(await answers.get('b', async () => '2')).toBe('2');
});

test('a failure is told to all who wait and is not kept', async () => {
  const answers = new Answers();
  const ask = vi.fn().mockRejectedValueOnce(new Error('away')).mockResolvedValueOnce('1');
  await expect(Promise.all([answers.get('a', ask), answers.get('a', ask)])).rejects.toThrow('away');
  expect(await answers.get('a', ask)).toBe('1');
});

test('a reader who leaves takes nothing from the others; when all have left the question ends', async () => {
  const answers = new Answers();
  const { promise, resolve } = later();
  const [first, second] = [new AbortController(), new AbortController()];
  let given: AbortSignal | undefined;
  const ask = vi.fn((signal: AbortSignal) => ((given = signal), promise));
  const left = answers.get('a', ask, first.signal);
  const stays = answers.get('a', ask, second.signal);
  first.abort(new Error('left'));
  await expect(left).rejects.toThrow('left');
  expect(given?.aborted).toBe(false);
  second.abort(new Error('left too'));
  await expect(stays).rejects.toThrow('left too');
  expect(given?.aborted).toBe(true);
  // Who comes now does not get what was cut off.
  expect(await answers.get('a', async () => '2')).toBe('2');
  resolve('1');
  await expect(answers.get('a', ask, AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
});

test('an answer that came although it was given up counts once', async () => {
  const answers = new Answers();
  const long = 'x'.repeat(900_000);
  const leave = new AbortController();
  const { promise, resolve } = later();
  const left = answers.get('a', () => promise, leave.signal);
  leave.abort(new Error('left'));
  await expect(left).rejects.toThrow('left');
  await answers.get('a', async () => long);
  resolve(long);
  // There is room for seventeen.
  for (let index = 0; index < 16; index += 1) await answers.get(`k${index}`, async () => long);
  expect(await answers.get('a', async () => 'asked again')).toBe(long);
});

test('memory is bounded: what was wanted longest ago goes, and what is too long is not kept', async () => {
  const answers = new Answers();
  const ask = vi.fn(async () => 'x'.repeat(900_000));
  for (let index = 0; index < 18; index += 1) await answers.get(`k${index}`, ask);
  await answers.get('k17', ask);
  expect(ask).toHaveBeenCalledTimes(18);
  await answers.get('k0', ask);
  expect(ask).toHaveBeenCalledTimes(19);
  // Asked for again, it is not the next to go.
  await answers.get('k2', ask);
  await answers.get('another', ask);
  await answers.get('k2', ask);
  expect(ask).toHaveBeenCalledTimes(20);
  const long = vi.fn(async () => 'x'.repeat(1_000_000));
  await answers.get('long', long);
  await answers.get('long', long);
  expect(long).toHaveBeenCalledTimes(2);
});
