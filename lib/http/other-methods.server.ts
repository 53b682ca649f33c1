import 'server-only';

import { AppError } from './errors';
import { publicRoute, type RouteHandler } from './route.server';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

/**
 * The methods that a route file does not have, for it to export: Next would answer those with an empty 405.
 * OPTIONS says what there is. `own` are the methods that the file has.
 */
export function otherMethods(...own: Method[]): Record<Method, RouteHandler> {
  const allow = [...own, ...(own.includes('GET') ? ['HEAD'] : []), 'OPTIONS'];
  const refuse = publicRoute(async ({ request: { method } }) => {
    if (method !== 'OPTIONS') throw new AppError('method_not_allowed', `Use ${allow.join(', ')} here`, { allow });
    return new Response(null, { status: 204, headers: { allow: allow.join(', ') } });
  });
  return { GET: refuse, POST: refuse, PUT: refuse, PATCH: refuse, DELETE: refuse, OPTIONS: refuse };
}
