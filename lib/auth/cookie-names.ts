/** Read by the proxy as well, so no server code here. Next-auth's own names: programs that sign in know them. */
export function sessionCookieName(publicUrl: string): string {
  return `${publicUrl.startsWith('https:') ? '__Secure-' : ''}next-auth.session-token`;
}
