const YEAR_S = 365 * 24 * 3_600;

/** A preference of this browser. The server reads it on the next request; scripts may, since it is no secret. */
export function rememberPreference(name: 'locale' | 'theme', value: string): void {
  const secure = window.location.protocol === 'https:' ? '; Secure' : '';
  const age = value === '' ? 0 : YEAR_S;
  document.cookie = `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`;
}
