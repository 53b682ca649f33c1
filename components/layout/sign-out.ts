import { paths } from '@/lib/paths';

/** Ends the session on the server, then leaves: no page of the session stays in memory. @returns false when it failed */
export async function signOut(): Promise<boolean> {
  try {
    const token: unknown = await fetch(paths.api.csrf()).then((response) => response.json());
    const csrfToken =
      typeof token === 'object' && token !== null && 'csrfToken' in token ? String(token.csrfToken) : '';
    const body = new URLSearchParams({ csrfToken, callbackUrl: paths.signIn(), json: 'true' });
    const response = await fetch(paths.api.signOut(), { method: 'POST', body });
    if (!response.ok) return false;
  } catch {
    return false;
  }
  window.location.assign(paths.signIn());
  return true;
}
