import { type NextRequest, NextResponse } from 'next/server';
import { sessionCookieName } from '@/lib/auth/cookie-names';
import { env } from '@/lib/env.server';
import { CLOSED_POLICY, pagePolicy } from '@/lib/http/security-headers';
import { readRequestId } from '@/lib/http/request-id';

const PUBLIC_PAGES = new Set(['/sign-in', '/setup', '/robots.txt']);
/** Pages are read; there are no Server Actions, which would be a POST to a page. */
const PAGE_METHODS = new Set(['GET', 'HEAD']);
const FILE_OF_PUBLIC = /^\/(favicon\.ico|icon[\w.-]*|apple-icon[\w.-]*|manifest\.webmanifest|images\/[\w./-]+)$/;

/**
 * Headers and a quick way to the sign-in page. Never the lock: every page and route reads the session itself,
 * and would deny without this file as well.
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  if (pathname.startsWith('/_next/image')) return closed(404);
  if (!PAGE_METHODS.has(request.method)) return closed(405);
  const https = env().SUANPAN_URL.startsWith('https:');
  const headers = new Headers(request.headers);
  headers.set('x-request-id', readRequestId(request.headers));
  if (isPrivatePage(pathname) && !request.cookies.has(sessionCookieName(env().SUANPAN_URL))) {
    return toSignIn(request, pathname + search);
  }
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64');
  const policy = pagePolicy(nonce, { https, development: env().NODE_ENV === 'development' });
  headers.set('x-nonce', nonce);
  // An expired session leads back to where it was; whatever a client says here is overwritten.
  headers.set('x-suanpan-path', pathname + search);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  response.headers.set('cache-control', 'private, no-store');
  return response;
}

const isPrivatePage = (pathname: string): boolean => !PUBLIC_PAGES.has(pathname) && !FILE_OF_PUBLIC.test(pathname);

function toSignIn(request: NextRequest, wanted: string): NextResponse {
  const target = new URL('/sign-in', env().SUANPAN_URL);
  if (wanted !== '/') target.searchParams.set('callbackUrl', wanted);
  const response = NextResponse.redirect(target, 307);
  response.headers.set('cache-control', 'private, no-store');
  return response;
}

function closed(status: 404 | 405): NextResponse {
  return new NextResponse(status === 404 ? 'Not found' : 'Method not allowed', {
    status,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'private, no-store',
      'content-security-policy': CLOSED_POLICY,
    },
  });
}

// Endpoints need none of this: lifecycle.server.ts has named and cleaned the request, and each does its own checks. Two
// milliseconds of every answer of the API would be spent here.
export const config = { matcher: ['/((?!_next/static/|api/|healthz$|readyz$|metrics$).*)'] };
