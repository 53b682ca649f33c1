import { REQUEST_ID_HEADER } from './request-id';

export type IncomingHeaders = Record<string, string | string[] | undefined>;

/** Nobody outside may say these: they steer Next (there are no Server Actions here), or claim who is asking. */
const NEVER_FROM_OUTSIDE =
  /^(x-middleware-|x-nextjs-|x-next-|x-user|x-suanpan-|x-real-ip$|x-nonce$|x-forwarded-|forwarded$|x-invoke-|x-matched-path$|x-http-method|x-method-override$|x-original-url$|x-rewrite-url$|x-now-|x-vercel-|next-action$)/;
const ACCEPTED_ID = /^[A-Za-z0-9-]{8,64}$/;

const METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** TRACE and its kin make Next fail: the caller must answer them otherwise. */
export const isKnownMethod = (method: string | undefined): boolean => method !== undefined && METHODS.has(method);

export interface Peer {
  /** Address of the socket. */
  address: string;
  /** How many proxies of ours stand in front and append to X-Forwarded-For. */
  hops: number;
}

/**
 * Rewrites the headers of a request in place, before anything reads them: what only a trusted proxy may say is dropped
 * or taken from the trusted hop, and the request gets its id. `x-forwarded-for` is the one true peer afterwards.
 */
export function sanitizeHeaders(headers: IncomingHeaders, { address, hops }: Peer): void {
  const client = clientAddress(single(headers['x-forwarded-for']), { address, hops });
  for (const name of Object.keys(headers)) if (NEVER_FROM_OUTSIDE.test(name)) delete headers[name];
  headers['x-forwarded-for'] = client;
  const id = single(headers[REQUEST_ID_HEADER]);
  headers[REQUEST_ID_HEADER] = id !== undefined && ACCEPTED_ID.test(id) ? id : crypto.randomUUID();
}

/** With N trusted proxies the N-th address from the right was written by one of them; further left anybody can write. */
function clientAddress(forwarded: string | undefined, { address, hops }: Peer): string {
  if (hops === 0 || forwarded === undefined) return address;
  const chain = forwarded.split(',').map((part) => part.trim());
  const claimed = chain.at(-Math.min(hops, chain.length));
  return claimed && /^[0-9A-Fa-f:.]{2,45}$/.test(claimed) ? claimed : address;
}

const single = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value.join(',') : value;
