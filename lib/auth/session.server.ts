import 'server-only';

import { env } from '@/lib/env.server';
import { cookieValue } from '@/lib/http/cookies';
import type { Db } from '@/lib/state/schema';
import { findSession, type SessionUser } from '@/lib/state/sessions.server';
import { sessionCookieName } from './cookie-names';
import { SessionTokens } from './session-token.server';

let tokens: SessionTokens | null = null;

/**
 * Who is asking, from the session cookie of a Cookie header. The cookie only carries the session's id:
 * role, state and end of the session are read from the store each time.
 */
export async function readSession(db: Db, cookieHeader: string | null, now = new Date()): Promise<SessionUser | null> {
  const token = cookieValue(cookieHeader, sessionCookieName(env().SUANPAN_URL));
  if (token === null) return null;
  tokens ??= new SessionTokens(env().SUANPAN_SECRET);
  const sessionId = await tokens.open(token, now);
  return sessionId === null ? null : findSession(db, sessionId, now);
}
