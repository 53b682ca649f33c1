const ACCEPTED = /^[A-Za-z0-9-]{8,64}$/;
export const REQUEST_ID_HEADER = 'x-request-id';

/** The id under which a request is found in the log: the caller's when it is harmless, else a new one. */
export function readRequestId(headers: Headers): string {
  const given = headers.get(REQUEST_ID_HEADER);
  return given !== null && ACCEPTED.test(given) ? given : crypto.randomUUID();
}
