// Sign-in for programs, as next-auth has it: a token, then the form.
const PASSWORD = 'suanpan-demo';

const cookiesOf = (response) => response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);

/** @returns the Cookie header of a signed-in session; @throws Error when the portal refuses */
export async function signIn(base, email, password = PASSWORD) {
  const first = await fetch(`${base}/api/auth/csrf`);
  const { csrfToken } = await first.json();
  const before = cookiesOf(first);
  const response = await fetch(`${base}/api/auth/callback/credentials`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: before.join('; '), origin: base },
    body: new URLSearchParams({ csrfToken, email, password, json: 'true' }),
    redirect: 'manual',
  });
  const cookies = [...before, ...cookiesOf(response)];
  if (!cookies.some((cookie) => cookie.includes('session-token='))) {
    throw new Error(`Sign-in of ${email} was refused: ${response.status} ${(await response.text()).slice(0, 200)}`);
  }
  return cookies.join('; ');
}
