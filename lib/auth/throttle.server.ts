import 'server-only';

import { AppError } from '@/lib/http/errors';
import {
  type AttemptWindow,
  clearAttempts,
  countAttempt,
  dropOldAttempts,
  forgiveAttempt,
} from '@/lib/state/attempts.server';
import type { Db } from '@/lib/state/schema';

const WINDOW_MS = 5 * 60_000;
/** Wrong tries in five minutes. Per account *and* address: nobody can lock another person out from elsewhere. */
const PER_ACCOUNT_AND_PEER = 10;
const PER_PEER = 60;
const SETUP_PER_PEER = 10;
const KEPT_WINDOWS = 12;

export interface SignInAttempt {
  /** As {@link signInEmail} spells it; null for one that nobody can have, all of which share a counter. */
  email: string | null;
  /** Address of the true peer. */
  peer: string;
}

interface Limit {
  key: string;
  limit: number;
}

/**
 * Counts an attempt before the password is looked at, so that parallel tries are all counted.
 * @throws AppError `too_many_requests` with the seconds to wait
 */
export async function countSignInAttempt(db: Db, attempt: SignInAttempt, now: Date): Promise<void> {
  await count(db, limitsOf(attempt), now);
}

/** The password was right: the tries of this person are forgotten, the address gets its one try back. */
export async function forgiveSignIn(db: Db, attempt: SignInAttempt, now: Date): Promise<void> {
  const [own, peer] = limitsOf(attempt);
  if (own) await clearAttempts(db, own.key);
  if (peer) await forgiveAttempt(db, windowOf(peer.key, now));
}

/** @throws AppError `too_many_requests` */
export async function countSetupAttempt(db: Db, peer: string, now: Date): Promise<void> {
  await count(db, [{ key: `setup:${peer}`, limit: SETUP_PER_PEER }], now);
}

function limitsOf({ email, peer }: SignInAttempt): Limit[] {
  return [
    { key: `sign-in:${peer}:${email ?? ''}`, limit: PER_ACCOUNT_AND_PEER },
    { key: `sign-in:${peer}`, limit: PER_PEER },
  ];
}

async function count(db: Db, limits: readonly Limit[], now: Date): Promise<void> {
  for (const { key, limit } of limits) {
    const window = windowOf(key, now);
    const tries = await countAttempt(db, window);
    if (tries > limit) {
      const retryAfter = Math.ceil((Date.parse(window.windowStart) + WINDOW_MS - now.getTime()) / 1000);
      throw new AppError('too_many_requests', `Too many tries; wait ${retryAfter} seconds`, { retryAfter });
    }
    if (tries === 1) await dropOldAttempts(db, new Date(now.getTime() - KEPT_WINDOWS * WINDOW_MS).toISOString());
  }
}

function windowOf(key: string, now: Date): AttemptWindow {
  return { key, windowStart: new Date(Math.floor(now.getTime() / WINDOW_MS) * WINDOW_MS).toISOString() };
}
