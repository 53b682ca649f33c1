import 'server-only';

import { randomBytes } from 'node:crypto';
import type { Role } from '@/lib/auth/roles';
import type { Db } from './schema';
import { noteWriteFailure } from './writable.server';

/** Sessions end eight hours after sign-in, whatever happens in between. */
export const SESSION_LIFETIME_MS = 8 * 3_600_000;
/** … and after two hours without a request. */
export const SESSION_IDLE_MS = 2 * 3_600_000;
/** The last request is noted this coarsely, so that reading pages does not write to the disk each time. */
const TOUCH_EVERY_MS = 60_000;
const KEEP_ENDED_MS = 24 * 3_600_000;

export interface SessionUser {
  sessionId: string;
  userId: string;
  email: string;
  name: string;
  role: Role;
}

/** @returns the id to put in the user's cookie; a new one at every sign-in */
export async function openSession(db: Db, userId: string, now: Date): Promise<string> {
  const id = randomBytes(24).toString('base64url');
  await db
    .deleteFrom('sessions')
    .where('expires_at', '<', new Date(now.getTime() - KEEP_ENDED_MS).toISOString())
    .execute();
  const { session_version } = await db
    .selectFrom('users')
    .select('session_version')
    .where('id', '=', userId)
    .executeTakeFirstOrThrow();
  const at = now.toISOString();
  const expires_at = new Date(now.getTime() + SESSION_LIFETIME_MS).toISOString();
  await db
    .insertInto('sessions')
    .values({ id, user_id: userId, session_version, created_at: at, last_seen_at: at, expires_at })
    .execute();
  return id;
}

/**
 * Who is behind a session id right now: role and name are today's, not those of the sign-in.
 * @returns null when the session is unknown, revoked, too old, idle for too long, or its user is disabled
 */
export async function findSession(db: Db, sessionId: string, now: Date): Promise<SessionUser | null> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select(['users.id', 'users.email', 'users.name', 'users.role', 'sessions.last_seen_at'])
    .where('sessions.id', '=', sessionId)
    .where('sessions.revoked_at', 'is', null)
    .where('users.disabled', '=', 0)
    .whereRef('users.session_version', '=', 'sessions.session_version')
    .where('sessions.expires_at', '>', now.toISOString())
    .where('sessions.last_seen_at', '>', new Date(now.getTime() - SESSION_IDLE_MS).toISOString())
    .executeTakeFirst();
  if (!row) return null;
  if (now.getTime() - Date.parse(row.last_seen_at) > TOUCH_EVERY_MS) {
    const touch = db.updateTable('sessions').set({ last_seen_at: now.toISOString() }).where('id', '=', sessionId);
    // Who reads is not turned away because that cannot be written down.
    await touch.execute().catch(noteWriteFailure);
  }
  return { sessionId, userId: row.id, email: row.email, name: row.name, role: row.role };
}

/** After this a copy of the cookie is worth nothing. */
export async function revokeSession(db: Db, sessionId: string, now: Date): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ revoked_at: now.toISOString() })
    .where('id', '=', sessionId)
    .where('revoked_at', 'is', null)
    .execute();
}
