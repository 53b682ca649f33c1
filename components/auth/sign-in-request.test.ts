import { afterEach, expect, test, vi } from 'vitest';
import { requestSignIn } from './sign-in-request';

const pair = { email: 'finance@demo.test', password: 'x' };

function answer(status: number, body: unknown, headers: Record<string, string> = {}) {
  const fetchMock = vi.fn(async (url: string | URL | Request, _init?: RequestInit) =>
    String(url).endsWith('/csrf')
      ? Response.json({ csrfToken: 'token' })
      : new Response(JSON.stringify(body), { status, headers }),
  );
  vi.stubGlobal('fetch', fetchMock);
  return fetchMock;
}

afterEach(() => vi.unstubAllGlobals());

test('a right pair leads to the page that was wanted', async () => {
  const fetchMock = answer(200, { url: 'http://127.0.0.1/orders' });
  expect(await requestSignIn(pair, '/orders?status=1')).toEqual({ ok: true, target: '/orders?status=1' });
  const sent = new URLSearchParams(String(fetchMock.mock.calls[1]?.[1]?.body));
  expect(sent.get('csrfToken')).toBe('token');
  expect(sent.get('callbackUrl')).toBe('/orders?status=1');
});

test.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
  'after sign-in nobody is sent to %s',
  async (callbackUrl) => {
    answer(200, { url: 'http://127.0.0.1/' });
    expect(await requestSignIn(pair, callbackUrl)).toEqual({ ok: true, target: '/' });
  },
);

test('says what went wrong in a word that has a sentence in both languages', async () => {
  answer(401, { url: 'http://127.0.0.1/api/auth/error?error=CredentialsSignin' });
  expect(await requestSignIn(pair, null)).toEqual({ ok: false, reason: 'wrongPair' });
  answer(429, {}, { 'retry-after': '170' });
  expect(await requestSignIn(pair, null)).toEqual({ ok: false, reason: 'tooMany', minutes: 3 });
  answer(503, {});
  expect(await requestSignIn(pair, null)).toEqual({ ok: false, reason: 'unreachable' });
  answer(200, { url: 'http://127.0.0.1/sign-in?csrf=true' });
  expect(await requestSignIn(pair, null)).toEqual({ ok: false, reason: 'refused' });
});

test('a connection that fails is told as such', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')));
  expect(await requestSignIn(pair, null)).toEqual({ ok: false, reason: 'unreachable' });
});
