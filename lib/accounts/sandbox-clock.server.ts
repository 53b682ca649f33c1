import 'server-only';

import { setTimeout as pause } from 'node:timers/promises';
import { request } from 'undici';
import { businessClock } from '@/lib/clock.server';
import { isLoopbackUrl } from '@/lib/env';
import { log } from '@/lib/log.server';
import type { Db } from '@/lib/state/schema';
import { listAccounts } from './connected.server';

const DEADLINE_MS = 1000;
/** Two readings this far apart tell a running clock from a standing one. */
const GAP_MS = 60;

/**
 * Reads the business time of a sandbox on loopback before the first page asks which cycle is open.
 * A sandbox that does not answer yet is met with the first call; the cloud itself has no other time than ours.
 */
export async function meetSandboxClock(db: Db): Promise<void> {
  const endpoint = (await listAccounts(db)).map((account) => account.endpoint).find(isLoopbackUrl);
  if (!endpoint) return;
  try {
    await readClock(endpoint);
    await pause(GAP_MS);
    await readClock(endpoint);
  } catch {
    log.debug({ endpoint }, 'the sandbox does not tell its time yet');
  }
}

async function readClock(endpoint: string): Promise<void> {
  const { headers, body } = await request(endpoint, { signal: AbortSignal.timeout(DEADLINE_MS) });
  await body.dump();
  const time = headers['x-sandbox-time'];
  if (typeof time === 'string') businessClock().follow(time);
}
