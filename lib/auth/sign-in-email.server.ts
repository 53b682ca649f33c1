import 'server-only';

import { normalizeEmail } from '@/lib/state/users.server';

export const MAX_EMAIL_LENGTH = 254;
const NOBODY_HAS = /[\p{Cc}\p{Cf}\p{Cs}]/u;

/**
 * The one spelling of an e-mail that somebody signs in with: what is counted, looked up and forgiven.
 * @returns null for what no user can have: control or invisible characters, broken text, more than 254 characters
 */
export function signInEmail(given: string): string | null {
  const email = normalizeEmail(given);
  return NOBODY_HAS.test(given) || email.length > MAX_EMAIL_LENGTH ? null : email;
}
