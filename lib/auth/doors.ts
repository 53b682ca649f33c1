import { AppError } from '@/lib/http/errors';

/** What of next-auth this portal needs, and nothing else of it: actions below /api/auth, each with its method. */
const doors = new Map([
  ['csrf', 'GET'],
  ['session', 'GET'],
  ['callback/credentials', 'POST'],
  ['signout', 'POST'],
]);

/**
 * The methods of an action, as an Allow header lists them.
 * @throws AppError `not_found` for any other action, `method_not_allowed` for another method than its own
 */
export function checkDoor(method: string, action: string): string[] {
  const own = doors.get(action);
  if (own === undefined) throw new AppError('not_found', 'There is no such path; see /api/v1/openapi.json');
  const allow = [own, ...(own === 'GET' ? ['HEAD'] : []), 'OPTIONS'];
  if (!allow.includes(method)) throw new AppError('method_not_allowed', `Use ${allow.join(', ')} here`, { allow });
  return allow;
}
