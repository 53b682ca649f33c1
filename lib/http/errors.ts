/** Closed list: each code has one HTTP status, one title in both message files and one way out. */
export const statusByCode = {
  bad_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  too_many_requests: 429,
  internal: 500,
  upstream_refused: 502,
  upstream_credentials: 502,
  upstream_invalid: 502,
  upstream_outcome_unknown: 502,
  upstream_unavailable: 503,
  upstream_throttled: 503,
  unavailable: 503,
  ledger_unavailable: 503,
  ledger_busy: 503,
  ledger_limit: 422,
  upstream_timeout: 504,
} as const;
export type ErrorCode = keyof typeof statusByCode;

export interface AppErrorOptions extends ErrorOptions {
  /** The input that was wrong, as the caller spelt it. */
  field?: string;
  /** Seconds after which another try makes sense. */
  retryAfter?: number;
  /** The upstream's own code (`CBC.0100`), safe to show. */
  upstreamCode?: string;
  /** Methods that would have been right; the Allow header. */
  allow?: readonly string[];
}

const BRAND = Symbol.for('suanpan.AppError');

/** The only error whose message may reach a browser; everything else becomes `internal`. */
export class AppError extends Error {
  // Pages and routes are bundled apart and share clients: each has a class of its own, and meets errors of the other.
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && BRAND in value;
  }

  readonly [BRAND] = true;
  override readonly name = 'AppError';
  readonly field: string | undefined;
  readonly retryAfter: number | undefined;
  readonly upstreamCode: string | undefined;
  readonly allow: readonly string[] | undefined;

  constructor(
    readonly code: ErrorCode,
    message: string,
    options: AppErrorOptions = {},
  ) {
    super(message, { cause: options.cause });
    this.field = options.field;
    this.retryAfter = options.retryAfter;
    this.upstreamCode = options.upstreamCode;
    this.allow = options.allow;
  }

  get status(): number {
    return statusByCode[this.code];
  }
}

/** RFC 9457 body of every error answer. `field`, `retryAfter` and `upstreamCode` appear when known. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ErrorCode;
  requestId: string;
  field?: string;
  retryAfter?: number;
  upstreamCode?: string;
}

export const isUpstreamDown = (error: unknown): error is AppError =>
  error instanceof AppError &&
  (error.code === 'upstream_unavailable' ||
    error.code === 'upstream_timeout' ||
    error.code === 'upstream_throttled' ||
    error.code === 'upstream_invalid');
