/** The value of one cookie of a Cookie header, as it was sent. */
export function cookieValue(header: string | null, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const [key = '', ...rest] = part.split('=');
    if (key.trim() === name) return rest.join('=').trim() || null;
  }
  return null;
}
