import 'server-only';

import NextAuth from 'next-auth';
import { AppError } from '@/lib/http/errors';
import { peerOf } from '@/lib/http/peer';
import { MAX_BODY_BYTES, parseBody, readText } from '@/lib/http/read-json';
import { publicRoute } from '@/lib/http/route.server';
import { metrics } from '@/lib/metrics.server';
import { state } from '@/lib/state/open.server';
import { checkDoor } from './doors';
import { authOptions } from './options.server';
import { signInEmail } from './sign-in-email.server';
import { countSignInAttempt } from './throttle.server';

type NextAuthHandler = (request: Request, context: { params: Promise<{ nextauth: string[] }> }) => Promise<Response>;

/** Next-auth behind the one wrapper: its few doors, origin check, body limit, throttle, id and headers. */
export const authRoute = publicRoute(async ({ request, params }) => {
  const action = params.nextauth ?? '';
  const allow = checkDoor(request.method, action);
  if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: { allow: allow.join(', ') } });
  const forwarded = request.method === 'POST' ? await checkedPost(request, action) : withoutQuery(request);
  const faults: unknown[] = [];
  // Made per request because next-auth fills in the options it is given, and hides why a sign-in failed.
  const handler = NextAuth(authOptions((fault) => faults.push(fault))) as NextAuthHandler;
  const response = await handler(forwarded, { params: Promise.resolve({ nextauth: action.split('/') }) });
  if (faults.length > 0) throw faults[0];
  refuseDeadEnd(response);
  if (action === 'signout') response.headers.set('clear-site-data', '"cache", "storage"');
  return response;
});

/** Next-auth would send who has no CSRF token to a page of its own, and calls a cookie it cannot read a fault of ours. */
function refuseDeadEnd(response: Response): void {
  if (/\/api\/auth\/[a-z]+\?csrf=/.test(response.headers.get('location') ?? '')) {
    throw new AppError('forbidden', 'csrfToken is not the one that /api/auth/csrf gave with its cookie', {
      field: 'csrfToken',
    });
  }
  if (response.status >= 500) throw new AppError('bad_request', 'The cookies of this portal are damaged: delete them');
}

/** Reads the body within limits, counts a sign-in before its password is looked at, and hands on an equal request. */
async function checkedPost(request: Request, action: string): Promise<Request> {
  // Exactly one of the two: next-auth looks for "json" anywhere in the text, and would read other fields than we count.
  const type = (request.headers.get('content-type') ?? '')
    .toLowerCase()
    .replace(/;\s*charset="?utf-8"?\s*$/, '')
    .trim();
  const isForm = type === 'application/x-www-form-urlencoded';
  if (!isForm && type !== 'application/json') {
    throw new AppError('unsupported_media_type', 'Send a form or JSON, with csrfToken');
  }
  const body = await readText(request, MAX_BODY_BYTES);
  const fields = isForm ? Object.fromEntries(new URLSearchParams(body)) : parseFields(body);
  if (action === 'callback/credentials') await countAttempt(request, fields);
  return rebuilt(request, { body, type });
}

async function countAttempt(request: Request, { email, password }: Record<string, unknown>): Promise<void> {
  if (typeof email !== 'string' || typeof password !== 'string') {
    throw new AppError('bad_request', 'email and password are needed', {
      field: typeof email === 'string' ? 'password' : 'email',
    });
  }
  const attempt = { email: signInEmail(email), peer: peerOf(request.headers) };
  await countSignInAttempt(await state(), attempt, new Date()).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'too_many_requests') metrics().signIns.inc({ result: 'throttled' });
    throw error;
  });
}

function parseFields(body: string): Record<string, unknown> {
  const parsed = parseBody(body);
  if (typeof parsed === 'object' && parsed !== null) return { ...parsed };
  throw new AppError('bad_request', 'The body is not a JSON object', { field: 'body' });
}

function rebuilt(request: Request, { body, type }: { body: string; type: string }): Request {
  const headers = new Headers(request.headers);
  headers.set('content-type', type);
  return withoutQuery(request, { headers, body });
}

/** No door has parameters, and next-auth fails at some of those that it knows. It reads them from `nextUrl`. */
function withoutQuery(request: Request, init: RequestInit = { headers: request.headers }): Request {
  const url = new URL(request.url);
  url.search = '';
  const copy = new Request(url, { ...init, method: request.method, signal: request.signal });
  return Object.assign(copy, { nextUrl: url });
}
