import { realTiming } from '@/lib/bss/resilience/timing';
import { addCycles, cycleAt, cyclesBetween } from '@/lib/cycles';
import type { Db } from '@/lib/state/schema';
import { saveCycleFailure } from '@/lib/state/syncs.server';

/** How much faster the clocks of both quotas run, the client's and the sandbox's: nobody waits for it here. */
const HASTE = 20;

export const hasty = {
  now: () => performance.now() * HASTE,
  after: (ms: number, run: () => void) => realTiming.after(ms / HASTE, run),
};

/** Pauses of a worker. */
export const QUICK = { look: 200, away: 300, account: 15_000 };

/** Leaves only the newest months of an account to be read: the others wait, as after a failure. */
export async function putOff(
  db: Db,
  { domainId, newest, now }: { domainId: string; newest: number; now: number },
): Promise<void> {
  const retryAt = new Date(Date.now() + 86_400_000).toISOString();
  const thisCycle = cycleAt(new Date(now));
  for (const cycle of cyclesBetween(addCycles(thisCycle, -35), addCycles(thisCycle, -newest))) {
    await saveCycleFailure(db, { domainId, cycle }, { code: 'waits', detail: 'For the tests.', retryAt });
  }
}
