// Waits until the ledger of a served portal has every month, so that what is measured or looked at is not the loading of it.
import { setTimeout as pause } from 'node:timers/promises';

const LONGEST_MS = 300_000;

/** @param cookie of a user who sees every account */
export async function untilFilled(base, cookie) {
  const until = Date.now() + LONGEST_MS;
  while (Date.now() < until) {
    const answer = await fetch(`${base}/api/v1/bills/summary?from=2023-12&to=2026-11&pageSize=1`, {
      headers: { cookie },
    });
    const body = await answer.json();
    if (answer.ok && body.unpublished.length === 0) return;
    await pause(1000);
  }
  throw new Error('The ledger was not filled in time');
}
