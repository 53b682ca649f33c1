import { AppError, type AppErrorOptions, type ErrorCode } from '@/lib/http/errors';

/**
 * What a failed call means for the next one.
 * - `unsent`: no connection, so nothing was sent
 * - `down`: an answer of 5xx, or none, or half of one
 * - `garbled`: a success whose body is no JSON at all, as proxies send it
 * - `unusable`: a body that another try would not make better: too large, of another shape or charset, a redirect
 * - `throttled`, `refused`, `credentials`: the service is well and said no
 */
export type Trouble = 'unsent' | 'down' | 'garbled' | 'unusable' | 'throttled' | 'refused' | 'credentials';

/** What the guards want to know of an answer, which goes no further. */
export interface FailedWith {
  /** `Date` of the answer. */
  date?: string;
  text?: string;
  /** What the service itself asked for. */
  retryAfterMs?: number;
}

/** An AppError about one call, with what the call layer has to know about it. */
export class UpstreamFailure extends AppError {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof AppError && 'trouble' in value;
  }

  readonly trouble: Trouble;
  // Private, so that no logger finds the body of an answer in an error.
  readonly #answer: FailedWith;

  constructor(
    trouble: Trouble,
    {
      code,
      message,
      answer = {},
      ...options
    }: AppErrorOptions & { code: ErrorCode; message: string; answer?: FailedWith },
  ) {
    super(code, message, options);
    this.trouble = trouble;
    this.#answer = answer;
  }

  get answer(): FailedWith {
    return this.#answer;
  }
}
