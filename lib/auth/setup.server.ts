import 'server-only';

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { AppError } from '@/lib/http/errors';
import { state } from '@/lib/state/open.server';
import type { Db } from '@/lib/state/schema';
import { readSetting, takeSetting, writeSetting } from '@/lib/state/settings.server';
import { createUser, hasAdmin } from '@/lib/state/users.server';
import { hashPassword } from './passwords.server';

const TOKEN_HASH = 'setup_token_sha256';

/** @returns a new token while there is no admin, else null. Only its hash is kept; the one before stops to work. */
export async function issueSetupToken(db: Db): Promise<string | null> {
  if (await hasAdmin(db)) return null;
  const token = randomBytes(24).toString('base64url');
  await writeSetting(db, TOKEN_HASH, hashOf(token));
  return token;
}

/** True while the first admin can still be made. Pages ask about the store of this process. */
export async function isSetupOpen(given?: Db): Promise<boolean> {
  const db = given ?? (await state());
  return (await readSetting(db, TOKEN_HASH)) !== null && !(await hasAdmin(db));
}

export interface FirstAdmin {
  token: string;
  name: string;
  email: string;
  password: string;
}

/**
 * Makes the first admin, once: of several callers with the right token, one wins.
 * @throws AppError `not_found` when set-up is closed, `forbidden` for a wrong token, `conflict` for a lost race
 */
export async function createFirstAdmin(db: Db, { token, name, email, password }: FirstAdmin): Promise<void> {
  const stored = await readSetting(db, TOKEN_HASH);
  if (stored === null || (await hasAdmin(db))) throw new AppError('not_found', 'Set-up is already done: sign in');
  const given = hashOf(token);
  if (!timingSafeEqual(Buffer.from(stored), Buffer.from(given))) {
    throw new AppError('forbidden', 'The set-up token is wrong; the right one is on the console of the portal', {
      field: 'token',
    });
  }
  // Before the transaction: hashing takes tens of milliseconds, and SQLite has one writer.
  const passwordHash = await hashPassword(password);
  await db.transaction().execute(async (trx) => {
    const taken = await takeSetting(trx, TOKEN_HASH, stored);
    if (!taken || (await hasAdmin(trx))) throw new AppError('conflict', 'Set-up was done a moment ago: sign in');
    const id = await createUser(trx, { email, name, role: 'admin', passwordHash });
    if (id === null) throw new AppError('conflict', 'There is already a user with this e-mail', { field: 'email' });
  });
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
