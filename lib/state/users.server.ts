import 'server-only';

import { randomUUID } from 'node:crypto';
import type { Role } from '@/lib/auth/roles';
import type { Db } from './schema';

export interface User {
  id: string;
  email: string;
  name: string;
  role: Role;
  disabled: boolean;
}

export interface UserWithPassword extends User {
  passwordHash: string;
  sessionVersion: number;
}

/** One spelling per address: `Admin@X` and `admin@x` are one user, look-alike code points are folded first. */
export function normalizeEmail(email: string): string {
  return email.normalize('NFKC').trim().toLowerCase();
}

export async function findUserByEmail(db: Db, email: string): Promise<UserWithPassword | null> {
  const row = await db.selectFrom('users').selectAll().where('email', '=', normalizeEmail(email)).executeTakeFirst();
  if (!row) return null;
  const { id, name, role } = row;
  return {
    id,
    email: row.email,
    name,
    role,
    disabled: row.disabled === 1,
    passwordHash: row.password_hash,
    sessionVersion: row.session_version,
  };
}

export interface NewUser {
  email: string;
  name: string;
  role: Role;
  passwordHash: string;
}

/** @returns the id, or null when the address is taken */
export async function createUser(db: Db, user: NewUser): Promise<string | null> {
  const now = new Date().toISOString();
  const created = await db
    .insertInto('users')
    .values({
      id: randomUUID(),
      email: normalizeEmail(user.email),
      name: user.name,
      role: user.role,
      password_hash: user.passwordHash,
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst();
  return created?.id ?? null;
}

export async function hasAdmin(db: Db): Promise<boolean> {
  const admin = await db.selectFrom('users').select('id').where('role', '=', 'admin').limit(1).executeTakeFirst();
  return admin !== undefined;
}

/** Effective on the very next request: role and state are read from here each time. */
export async function changeUser(
  db: Db,
  id: string,
  change: { role?: Role; disabled?: boolean; passwordHash?: string },
): Promise<void> {
  await db
    .updateTable('users')
    .set({
      ...(change.role === undefined ? {} : { role: change.role }),
      ...(change.disabled === undefined ? {} : { disabled: change.disabled ? (1 as const) : (0 as const) }),
      ...(change.passwordHash === undefined ? {} : { password_hash: change.passwordHash }),
      updated_at: new Date().toISOString(),
    })
    .where('id', '=', id)
    .execute();
}

/** Ends every session of the user: they carry the version they were opened under. */
export async function endAllSessions(db: Db, userId: string): Promise<void> {
  await db
    .updateTable('users')
    .set((expression) => ({
      session_version: expression('session_version', '+', 1),
      updated_at: new Date().toISOString(),
    }))
    .where('id', '=', userId)
    .execute();
}
