/** Milliseconds that each of two things took, when they took turns at going first. */
export interface Pair {
  one: number[];
  other: number[];
}

/**
 * Times two things in turn, so that a machine that gets slower is slower for both.
 * @param options.pauseMs between two rounds, where a quota would otherwise be measured
 */
export async function alternate(
  one: () => Promise<unknown>,
  other: () => Promise<unknown>,
  { warmUp, rounds, pauseMs }: { warmUp: number; rounds: number; pauseMs: number },
): Promise<Pair> {
  const pair: Pair = { one: [], other: [] };
  for (let round = 0; round < warmUp + rounds; round += 1) {
    const times = { one: 0, other: 0 };
    const first = round % 2 === 0 ? 'one' : 'other';
    for (const which of [first, first === 'one' ? 'other' : 'one'] as const) {
      times[which] = await timed(which === 'one' ? one : other);
    }
    if (round >= warmUp) {
      pair.one.push(times.one);
      pair.other.push(times.other);
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return pair;
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
