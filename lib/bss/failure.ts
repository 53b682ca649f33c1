import { parseJson } from '@/lib/json';
import { AppError } from '@/lib/http/errors';
import { UpstreamFailure } from './upstream-failure';

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
export function answerFailure({ status, headers, text }: FailedAnswer): UpstreamFailure {
  const upstreamCode = envelopeCode(parsedOrNull(text)) ?? undefined;
  const suffix = upstreamCode ? ` (${upstreamCode})` : ` (HTTP ${status})`;
  if (status >= 300 && status < 400) {
    const message = 'The billing service sent us to another address. Check the endpoint.';
    return new UpstreamFailure('unusable', { code: 'upstream_invalid', message, upstreamCode });
  }
  if (status === 429 || (upstreamCode && THROTTLED.has(upstreamCode))) {
    const asked = retryAfterSeconds(headers['retry-after']);
    return new UpstreamFailure('throttled', {
      code: 'upstream_throttled',
      message: 'The billing service asks for fewer calls. Try again in a moment.',
      upstreamCode,
      retryAfter: asked ?? DEFAULT_RETRY_SECONDS,
      answer: { retryAfterMs: asked && asked * 1000 },
    });
  }
  if (status === 401 || upstreamCode === 'CBC.0154') {
    const message = `The billing service did not accept the access key${suffix}. Check the key and the clock of this server.`;
    const answer = { date: headers.date, text };
    return new UpstreamFailure('credentials', { code: 'upstream_credentials', message, upstreamCode, answer });
  }
  if (status === 403) {
    const message = `The access key may not do this${suffix}. Its user needs permission to read orders and bills.`;
    return new UpstreamFailure('refused', { code: 'upstream_refused', message, upstreamCode });
  }
  // 408 is a gateway that gave up waiting, not a refusal.
  if (status >= 500 || status === 408) {
    const message = `The billing service failed${suffix}. Try again in a moment.`;
    const retryAfter = retryAfterSeconds(headers['retry-after']);
    return new UpstreamFailure('down', { code: 'upstream_unavailable', message, upstreamCode, retryAfter });
  }
  const message = `The billing service refused the question${suffix}.`;
  return new UpstreamFailure('refused', { code: 'upstream_refused', message, upstreamCode });
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
function retryAfterSeconds(header: string | undefined): number | undefined {
  const seconds = /^\d{1,5}$/.test(header ?? '') ? Number(header) : (Date.parse(header ?? '') - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(1, Math.ceil(seconds)) : undefined;
}

/** An answer that arrived but cannot be used. `what` is our own words: a field path, never a value. */
export const unreadableAnswer = (
  what: string,
  trouble: 'unusable' | 'garbled' | 'down' = 'unusable',
  cause?: unknown,
) =>
  new UpstreamFailure(trouble, {
    code: 'upstream_invalid',
    message: `The billing service sent an answer that cannot be used: ${what}.`,
    cause,
  });

export const deadlinePassed = (seconds: number) =>
  new UpstreamFailure('down', {
    code: 'upstream_timeout',
    message: `The billing service did not finish its answer within ${Math.round(seconds * 10) / 10} seconds.`,
  });

export const noFirstByte = (seconds: number) =>
  new UpstreamFailure('down', {
    code: 'upstream_timeout',
    message: `The billing service did not begin to answer within ${Math.round(seconds * 10) / 10} seconds.`,
  });

/**
 * A change whose answer did not come back or cannot be read: it may have happened or not, and must not be made again
 * before somebody has looked.
 */
export const outcomeUnknown = (cause: unknown) =>
  new AppError(
    'upstream_outcome_unknown',
    'The billing service did not say whether the change was made. Do not repeat it before you have checked.',
    { cause, upstreamCode: cause instanceof AppError ? cause.upstreamCode : undefined },
  );

const NO_NAME: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME']);
const TIMED_OUT: ReadonlySet<string> = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);
const BROKE_OFF: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);
const CERTIFICATE = /^(CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO|HOSTNAME_MISMATCH)/;

/** An error of the connection, before any answer came; `sent` when a request was already on its way. */
export function connectionFailure(error: unknown, sent = false): UpstreamFailure {
  const code = errorCode(error);
  const trouble = sent ? 'down' : 'unsent';
  if (TIMED_OUT.has(code)) {
    return new UpstreamFailure(trouble, {
      code: 'upstream_timeout',
      message: 'The billing service did not answer in time.',
    });
  }
  return new UpstreamFailure(trouble, { code: 'upstream_unavailable', message: connectionMessage(code), cause: error });
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
