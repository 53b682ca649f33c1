import { localPath, paths } from '@/lib/paths';

export type SignInResult =
  | { ok: true; target: string }
  | { ok: false; reason: 'wrongPair' | 'unreachable' | 'refused' }
  | { ok: false; reason: 'tooMany'; minutes: number };

export interface Credentials {
  email: string;
  password: string;
}

/** Asks next-auth the way programs do: a CSRF token, then the pair. Nothing of the answer is shown as it came. */
export async function requestSignIn(pair: Credentials, callbackUrl: string | null): Promise<SignInResult> {
  try {
    const csrfToken = await readCsrfToken();
    if (csrfToken === null) return { ok: false, reason: 'unreachable' };
    const body = new URLSearchParams({ ...pair, csrfToken, callbackUrl: localPath(callbackUrl), json: 'true' });
    const response = await fetch(paths.api.signIn(), { method: 'POST', body, headers: { accept: 'application/json' } });
    return await readAnswer(response, callbackUrl);
  } catch {
    return { ok: false, reason: 'unreachable' };
  }
}

async function readCsrfToken(): Promise<string | null> {
  const response = await fetch(paths.api.csrf(), { headers: { accept: 'application/json' } });
  const body: unknown = response.ok ? await response.json() : null;
  const known = typeof body === 'object' && body !== null && 'csrfToken' in body;
  return known && typeof body.csrfToken === 'string' ? body.csrfToken : null;
}

async function readAnswer(response: Response, callbackUrl: string | null): Promise<SignInResult> {
  if (response.status === 429) return { ok: false, reason: 'tooMany', minutes: waitOf(response) };
  if (response.status === 401) return { ok: false, reason: 'wrongPair' };
  if (response.status >= 500) return { ok: false, reason: 'unreachable' };
  const body: unknown = response.ok ? await response.json() : null;
  const url = typeof body === 'object' && body !== null && 'url' in body ? String(body.url) : null;
  // next-auth answers 200 with an address of the sign-in page when it refused the CSRF token.
  if (url === null || /[?&](error|csrf)=/.test(url)) return { ok: false, reason: 'refused' };
  return { ok: true, target: localPath(callbackUrl) };
}

function waitOf(response: Response): number {
  const seconds = Number(response.headers.get('retry-after') ?? 60);
  return Math.max(1, Math.ceil((Number.isFinite(seconds) ? seconds : 60) / 60));
}
