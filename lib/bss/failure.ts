import { parseJson } from '@/lib/json';
import { AppError } from '@/lib/http/errors';

/**
 * What went wrong with a call, as an AppError that may be shown: never a word of the service's own answer except its
 * code, and nothing of the key.
 */

const DEFAULT_RETRY_SECONDS = 5;
const CODE = /^[A-Za-z]{2,8}\.\d{4,12}$/;

interface FailedAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  text: string;
}

/** An answer that is not a success, or that reports a failure with status 200. */
export function answerFailure({ status, headers, text }: FailedAnswer): AppError {
  const upstreamCode = envelopeCode(parsedOrNull(text)) ?? undefined;
  const known = { upstreamCode };
  const suffix = upstreamCode ? ` (${upstreamCode})` : ` (HTTP ${status})`;
  if (status >= 300 && status < 400) {
    return new AppError(
      'upstream_invalid',
      'The billing service sent us to another address. Check the endpoint.',
      known,
    );
  }
  if (status === 429 || (upstreamCode && THROTTLED.has(upstreamCode))) {
    return new AppError('upstream_throttled', 'The billing service asks for fewer calls. Try again in a moment.', {
      ...known,
      retryAfter: retryAfterSeconds(headers['retry-after']),
    });
  }
  if (status === 401 || upstreamCode === 'CBC.0154') {
    return new AppError(
      'upstream_credentials',
      `The billing service did not accept the access key${suffix}. Check the key and the clock of this server.`,
      known,
    );
  }
  if (status === 403) {
    return new AppError(
      'upstream_refused',
      `The access key may not do this${suffix}. Its user needs permission to read orders and bills.`,
      known,
    );
  }
  if (status >= 500) {
    return new AppError('upstream_unavailable', `The billing service failed${suffix}. Try again in a moment.`, known);
  }
  return new AppError('upstream_refused', `The billing service refused the question${suffix}.`, known);
}

const THROTTLED: ReadonlySet<string> = new Set(['APIGW.0308', 'APIG.0308', 'CBC.0250']);

/** The error code of any of the envelopes of contract 1.6, or null. */
export function envelopeCode(answer: unknown): string | null {
  const code = member(answer, 'error_code') ?? member(member(answer, 'error'), 'code') ?? member(answer, 'code');
  return typeof code === 'string' && CODE.test(code) ? code : null;
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function parsedOrNull(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}

/** Seconds of a Retry-After header, which may also be a date. */
function retryAfterSeconds(header: string | undefined): number {
  const seconds = /^\d{1,5}$/.test(header ?? '') ? Number(header) : (Date.parse(header ?? '') - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(1, Math.ceil(seconds)) : DEFAULT_RETRY_SECONDS;
}

/** An answer that arrived but cannot be used. `what` is our own words: a field path, never a value. */
export const unreadableAnswer = (what: string, cause?: unknown) =>
  new AppError('upstream_invalid', `The billing service sent an answer that cannot be used: ${what}.`, { cause });

export const deadlinePassed = (seconds: number) =>
  new AppError('upstream_timeout', `The billing service did not finish its answer within ${seconds} seconds.`);

const NO_NAME: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME']);
const TIMED_OUT: ReadonlySet<string> = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);
const BROKE_OFF: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);
const CERTIFICATE = /^(CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO|HOSTNAME_MISMATCH)/;

/** An error of the connection, before any answer came. */
export function connectionFailure(error: unknown): AppError {
  const code = errorCode(error);
  if (TIMED_OUT.has(code)) return new AppError('upstream_timeout', 'The billing service did not answer in time.');
  return new AppError('upstream_unavailable', connectionMessage(code), { cause: error });
}

function connectionMessage(code: string): string {
  if (NO_NAME.has(code)) return 'The name of the billing service cannot be resolved. Check the endpoint and DNS.';
  if (CERTIFICATE.test(code)) return 'The certificate of the billing service cannot be trusted, so nothing was sent.';
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') {
    return 'The billing service cannot be reached: no connection in time.';
  }
  if (BROKE_OFF.has(code)) return 'The billing service closed the connection without an answer.';
  return 'The billing service cannot be reached.';
}

/** The code of an error or of what caused it; several addresses tried give an error of errors. */
function errorCode(error: unknown): string {
  for (let current: unknown = error, depth = 0; current && depth < 4; depth += 1) {
    const code = member(current, 'code');
    if (typeof code === 'string') return code;
    const parts: unknown = member(current, 'errors');
    current = Array.isArray(parts) ? parts[0] : member(current, 'cause');
  }
  return '';
}
