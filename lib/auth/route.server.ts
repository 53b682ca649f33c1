import 'server-only';

import NextAuth from 'next-auth';
import { AppError } from '@/lib/http/errors';
import { peerOf } from '@/lib/http/peer';
import { MAX_BODY_BYTES, parseBody, readText } from '@/lib/http/read-json';
import { publicRoute } from '@/lib/http/route.server';
import { metrics } from '@/lib/metrics.server';
import { state } from '@/lib/state/open.server';
import { authOptions } from './options.server';
import { signInEmail } from './sign-in-email';
import { countSignInAttempt } from './throttle.server';

type NextAuthHandler = (request: Request, context: { params: Promise<{ nextauth: string[] }> }) => Promise<Response>;

/** Next-auth behind the one wrapper: origin check, body limit, throttle, id and headers. */
export const authRoute = publicRoute(async ({ request, params }) => {
  const nextauth = (params.nextauth ?? '').split('/');
  const forwarded = request.method === 'POST' ? await checkedPost(request, nextauth) : request;
  // Made per request because next-auth fills in the options it is given.
  const handler = NextAuth({ ...authOptions() }) as NextAuthHandler;
  const response = await handler(forwarded, { params: Promise.resolve({ nextauth }) });
  if (nextauth[0] === 'signout' && request.method === 'POST') {
    response.headers.set('clear-site-data', '"cache", "storage"');
  }
  return response;
});

/** Reads the body within limits, counts a sign-in before its password is looked at, and hands on an equal request. */
async function checkedPost(request: Request, [action, provider]: string[]): Promise<Request> {
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
  if (action === 'callback' && provider === 'credentials') await countAttempt(request, fields);
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
    metrics().signIns.inc({ result: 'throttled' });
    throw error;
  });
}

function parseFields(body: string): Record<string, unknown> {
  const parsed = parseBody(body);
  if (typeof parsed === 'object' && parsed !== null) return { ...parsed };
  throw new AppError('bad_request', 'The body is not a JSON object', { field: 'body' });
}

function rebuilt(request: Request, { body, type }: { body: string; type: string }): Request {
  const { url, method, signal } = request;
  const headers = new Headers(request.headers);
  headers.set('content-type', type);
  const copy = new Request(url, { method, headers, body, signal });
  // Next-auth reads the query from here.
  return Object.assign(copy, { nextUrl: new URL(url) });
}
