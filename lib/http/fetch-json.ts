import type { ErrorCode, Problem } from './errors';

/** What the API said about a request that it did not fulfil. `internal` also stands for an answer that was no problem+json. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ErrorCode;
  readonly status: number;
  readonly detail: string;
  readonly requestId: string;
  readonly field: string | undefined;
  readonly retryAfter: number | undefined;
  readonly upstreamCode: string | undefined;

  constructor(problem: Omit<Problem, 'type' | 'title'>) {
    super(problem.detail);
    this.code = problem.code;
    this.status = problem.status;
    this.detail = problem.detail;
    this.requestId = problem.requestId;
    this.field = problem.field;
    this.retryAfter = problem.retryAfter;
    this.upstreamCode = problem.upstreamCode;
  }
}

/** Fired on `window` once, when an answer comes from another build than the page: the page offers to reload. */
export const NEW_BUILD_EVENT = 'suanpan:new-build';
export const BUILD_HEADER = 'x-suanpan-build';

/**
 * GET of our own API.
 * @throws ProblemError for every answer outside 2xx and for a connection that failed; AbortError when `signal` fires
 */
export async function fetchJson<T>(url: string, signal?: AbortSignal): Promise<T> {
  return request<T>(url, { signal: signal ?? null });
}

/** POST of our own API. Same errors as {@link fetchJson}. */
export async function postJson<T>(url: string, body: unknown, signal?: AbortSignal): Promise<T> {
  return request<T>(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: signal ?? null,
  });
}

/** PATCH of our own API. Same errors as {@link fetchJson}. */
export async function patchJson<T>(url: string, body: unknown): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  return request<T>(url, { method: 'PATCH', headers, body: JSON.stringify(body) });
}

/** DELETE of our own API. Same errors as {@link fetchJson}. */
export async function deleteJson(url: string): Promise<void> {
  await request<object>(url, { method: 'DELETE' });
}

async function request<T>(url: string, init: RequestInit): Promise<T> {
  const headers = { accept: 'application/json', ...init.headers };
  const response = await fetch(url, { ...init, headers, credentials: 'same-origin' }).catch(asUnavailable);
  noticeBuild(response.headers.get(BUILD_HEADER));
  const body: unknown = response.status === 204 ? {} : await response.json().catch(() => null);
  if (response.ok && body !== null) return body as T;
  throw new ProblemError(readProblem(body, response));
}

function asUnavailable(error: unknown): never {
  if (error instanceof DOMException && error.name === 'AbortError') throw error;
  throw new ProblemError({ code: 'unavailable', status: 0, detail: 'The portal did not answer', requestId: '' });
}

function readProblem(body: unknown, response: Response): Omit<Problem, 'type' | 'title'> {
  if (isProblem(body)) return body;
  const requestId = response.headers.get('x-request-id') ?? '';
  return { code: 'internal', status: response.status, detail: `The portal answered ${response.status}`, requestId };
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'detail' in body && 'requestId' in body;
}

let pageBuild: string | null = null;

/** The first build seen is the page's own; `data-build` on <html> is better when the layout sets it. */
function noticeBuild(build: string | null): void {
  if (build === null || typeof document === 'undefined') return;
  pageBuild ??= document.documentElement.dataset.build ?? build;
  if (build === pageBuild) return;
  pageBuild = build;
  window.dispatchEvent(new CustomEvent(NEW_BUILD_EVENT));
}
