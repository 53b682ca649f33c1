/** The true peer: lib/http/incoming-headers.ts leaves exactly one address in this header. */
export const peerOf = (headers: Headers): string => (headers.get('x-forwarded-for') ?? 'unknown').slice(0, 64);
