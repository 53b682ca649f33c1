import type { Cycle } from '@/lib/cycles';

export const DAY_MS = 86_400_000;

/**
 * Which published cycle was longest ago found right, by its publication or by a scan.
 * @returns null when there is none; `at` in milliseconds of the machine's clock
 */
export function oldestProof(
  published: readonly { cycle: string; ended_at: string | null }[],
  cycles: readonly { cycle: string; verified: string | null }[],
): { cycle: Cycle; at: number } | null {
  const verifiedAt = new Map(
    cycles.flatMap(({ cycle, verified }) =>
      verified === null ? [] : [[cycle, Date.parse((JSON.parse(verified) as { at: string }).at)] as const],
    ),
  );
  return published.reduce<{ cycle: Cycle; at: number } | null>((oldest, { cycle, ended_at }) => {
    const at = Math.max(ended_at === null ? 0 : Date.parse(ended_at), verifiedAt.get(cycle) ?? 0);
    return oldest === null || at < oldest.at ? { cycle: cycle as Cycle, at } : oldest;
  }, null);
}
