import { AppError } from './errors';

/** Says why a request was sent to the route that refuses; never taken from outside (incoming-headers.ts). */
export const REFUSAL_HEADER = 'x-suanpan-refusal';

export type Refusal = 'unreadable' | 'hidden parameter' | 'stopping';

export function refusalOf(headers: Headers): AppError {
  const refusal = headers.get(REFUSAL_HEADER) as Refusal | null;
  if (refusal === 'unreadable') return new AppError('bad_request', 'The path is not valid percent-encoded UTF-8');
  // Next keeps parameters in an object, where this one gets lost; no route has it.
  if (refusal === 'hidden parameter') {
    return new AppError('bad_request', '__proto__ is not a parameter here', { field: '__proto__' });
  }
  if (refusal === 'stopping') return new AppError('unavailable', 'The portal is stopping', { retryAfter: 5 });
  return new AppError('not_found', 'There is no such path; see /api/v1/openapi.json');
}
