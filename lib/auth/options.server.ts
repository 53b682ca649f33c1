import 'server-only';

import type { NextAuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { env } from '@/lib/env.server';
import { log } from '@/lib/log.server';
import { metrics } from '@/lib/metrics.server';
import { state } from '@/lib/state/open.server';
import { openSession, revokeSession, SESSION_LIFETIME_MS } from '@/lib/state/sessions.server';
import { findUserByEmail } from '@/lib/state/users.server';
import { sessionCookieName } from './cookie-names';
import { verifyPassword } from './passwords.server';
import { signInEmail } from './sign-in-email.server';
import { forgiveSignIn } from './throttle.server';

declare module 'next-auth/jwt' {
  interface JWT {
    /** Session id; everything else about the user is read from state. */
    sid?: string;
  }
}

/** Same-site paths only: `//evil`, `/\evil` and anything with a scheme go home. */
const LOCAL_PATH = /^\/(?![/\\])[^\\\u0000-\u001f]*$/;

/** @returns an absolute URL on our own origin, whatever was asked for */
export function sameOriginRedirect(url: string, baseUrl: string): string {
  if (LOCAL_PATH.test(url) && URL.canParse(url, baseUrl)) {
    const target = new URL(url, baseUrl);
    if (target.origin === new URL(baseUrl).origin) return target.href;
  }
  if (/^https?:\/\//.test(url) && URL.canParse(url)) {
    const target = new URL(url);
    const ours = target.origin === new URL(baseUrl).origin && !target.username && !target.password;
    if (ours) return target.href;
  }
  return baseUrl;
}

export const DEMO_DOMAIN = '@demo.test';

/** @returns the user when the password is right; null, after the same work, for every other reason. */
async function authorize(given: string, password: string, peer: string) {
  const db = await state();
  const email = signInEmail(given);
  const user = email === null ? null : await findUserByEmail(db, email);
  const right = await verifyPassword(password, user?.passwordHash ?? null);
  // The password of the demo users is public: they end with the demo, even on the same data folder.
  const demoUser = user?.email.endsWith(DEMO_DOMAIN) && !env().demo;
  if (!user || !right || user.disabled || demoUser) {
    metrics().signIns.inc({ result: 'refused' });
    log.info({ event: 'sign-in', result: 'refused', userId: user?.id ?? null, peer }, 'sign-in refused');
    return null;
  }
  await forgiveSignIn(db, { email, peer }, new Date());
  metrics().signIns.inc({ result: 'ok' });
  log.info({ event: 'sign-in', result: 'ok', userId: user.id, role: user.role, peer }, 'signed in');
  return { id: user.id, email: user.email, name: user.name };
}

/** What strangers can cause at will, by cookies that nobody gave them: no more than a note. */
const CAUSED_OUTSIDE = new Set(['JWT_SESSION_ERROR', 'SIGNOUT_ERROR', 'INVALID_CALLBACK_URL_ERROR']);

/** Called per request: next-auth tells the browser what a sign-in failed of, so a fault goes to `onFault` instead. */
export function authOptions(onFault: (fault: unknown) => void): NextAuthOptions {
  const secure = env().SUANPAN_URL.startsWith('https:');
  const cookie = { httpOnly: true, sameSite: 'lax', path: '/', secure } as const;
  return {
    secret: env().SUANPAN_SECRET,
    useSecureCookies: secure,
    session: { strategy: 'jwt', maxAge: SESSION_LIFETIME_MS / 1000 },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    cookies: { sessionToken: { name: sessionCookieName(env().SUANPAN_URL), options: cookie } },
    providers: [
      CredentialsProvider({
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        authorize: (given, request) => {
          const peer = String(request.headers?.['x-forwarded-for'] ?? 'unknown');
          return authorize(given?.email ?? '', given?.password ?? '', peer).catch((fault: unknown) => {
            onFault(fault);
            return null;
          });
        },
      }),
    ],
    callbacks: {
      redirect: ({ url, baseUrl }) => sameOriginRedirect(url, baseUrl),
      async jwt({ token, user }) {
        // `user` is there at sign-in only: the one moment a session begins.
        return user ? { sub: user.id, sid: await openSession(await state(), user.id, new Date()) } : token;
      },
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      async signOut({ token }) {
        if (!token?.sid) return;
        // Next-auth would clear the cookie and say that all is well, while a copy of it still works.
        await state()
          .then((db) => revokeSession(db, token.sid ?? '', new Date()))
          .catch(onFault);
      },
    },
    logger: {
      error: (code, metadata) =>
        CAUSED_OUTSIDE.has(code) ? log.debug({ code }, 'next-auth') : log.error({ code, metadata }, 'next-auth'),
      warn: (code) => log.debug({ code }, 'next-auth'),
      debug: () => undefined,
    },
  };
}
