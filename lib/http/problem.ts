import { AppError, type ErrorCode, type Problem } from './errors';

/** English titles; pages show the title of the message files instead, found by `code`. */
const titles: Readonly<Record<ErrorCode, string>> = {
  bad_request: 'The request is not valid',
  unauthorized: 'Not signed in',
  forbidden: 'Not allowed',
  not_found: 'Not found',
  method_not_allowed: 'Method not allowed',
  conflict: 'Changed in the meantime',
  payload_too_large: 'Too large',
  unsupported_media_type: 'Unsupported media type',
  too_many_requests: 'Too many requests',
  internal: 'Something went wrong here',
  upstream_refused: 'Huawei Cloud refused the request',
  upstream_credentials: 'Huawei Cloud refused the keys of this account',
  upstream_invalid: 'Huawei Cloud gave an answer that cannot be read',
  upstream_outcome_unknown: 'Huawei Cloud did not say whether the change was made',
  upstream_unavailable: 'Huawei Cloud cannot be reached',
  upstream_throttled: 'Huawei Cloud asks to slow down',
  unavailable: 'Not available right now',
  ledger_unavailable: 'The ledger does not answer right now',
  ledger_busy: 'The ledger has as much to do as it may at once',
  ledger_limit: 'Too much for one question',
  upstream_timeout: 'Huawei Cloud did not answer in time',
};

const INTERNAL_DETAIL = 'Something went wrong here. It was logged under the request ID.';

/** Only the text of an AppError other than `internal` leaves the server. */
export function problemOf(error: unknown, requestId: string): Problem {
  const known =
    error instanceof AppError && error.code !== 'internal' ? error : new AppError('internal', INTERNAL_DETAIL);
  return {
    type: 'about:blank',
    title: titles[known.code],
    status: known.status,
    detail: known.message,
    code: known.code,
    requestId,
    ...(known.field === undefined ? {} : { field: known.field }),
    ...(known.retryAfter === undefined ? {} : { retryAfter: known.retryAfter }),
    ...(known.upstreamCode === undefined ? {} : { upstreamCode: known.upstreamCode }),
  };
}

/** RFC 9457 answer; `Retry-After` and `Allow` when the problem knows them. */
export function problemResponse(error: unknown, requestId: string): Response {
  const problem = problemOf(error, requestId);
  const headers = new Headers({ 'content-type': 'application/problem+json; charset=utf-8' });
  if (problem.retryAfter !== undefined) headers.set('retry-after', String(Math.ceil(problem.retryAfter)));
  if (error instanceof AppError && error.allow) headers.set('allow', error.allow.join(', '));
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}
