import { createHash, createHmac } from 'node:crypto';
import { percentEncode, type QueryValue } from './operation';

/** SDK-HMAC-SHA256, contract 1.3. Pure: time, key and host come with the request. */
export interface SignableRequest {
  method: string;
  /** Path as it is requested, percent-encoded, without the query. */
  path: string;
  query?: Readonly<Record<string, QueryValue | readonly string[]>>;
  /** Every header in here is signed; `host` and `x-sdk-date` must be among them. */
  headers: Readonly<Record<string, string>>;
  /** The exact text that is sent, null for none. */
  body: string | null;
}

export interface SigningKey {
  ak: string;
  sk: string;
}

const ALGORITHM = 'SDK-HMAC-SHA256';

/** Value of the Authorization header. */
export function authorization(request: SignableRequest, { ak, sk }: SigningKey): string {
  const headers = signedHeaders(request.headers);
  const date = headers.get('x-sdk-date');
  if (!date || !headers.get('host')) throw new TypeError('a request is signed with its host and x-sdk-date');
  const toSign = [ALGORITHM, date, sha256(canonicalRequest(request))].join('\n');
  const signature = createHmac('sha256', sk).update(toSign).digest('hex');
  return `${ALGORITHM} Access=${ak}, SignedHeaders=${[...headers.keys()].join(';')}, Signature=${signature}`;
}

/** Steps 1 to 8: the six parts that are hashed. */
export function canonicalRequest({ method, path, query = {}, headers, body }: SignableRequest): string {
  const signed = signedHeaders(headers);
  return [
    method.toUpperCase(),
    canonicalPath(path),
    canonicalQuery(query),
    [...signed].map(([name, value]) => `${name}:${value}\n`).join(''),
    [...signed.keys()].join(';'),
    signed.get('x-sdk-content-sha256') ?? sha256(body ?? ''),
  ].join('\n');
}

/** Sorted by name, then by value; null and undefined members are left out. Also the query that is requested. */
export function canonicalQuery(query: NonNullable<SignableRequest['query']>): string {
  const pairs: string[] = [];
  for (const name of Object.keys(query).sort()) {
    const value = query[name];
    if (value == null) continue;
    for (const item of typeof value === 'object' ? [...value].sort() : [String(value)]) {
      pairs.push(`${percentEncode(name)}=${percentEncode(item)}`);
    }
  }
  return pairs.join('&');
}

/** Decoded once and encoded again, with a slash at the end that the requested path has not. */
function canonicalPath(path: string): string {
  const encoded = decodeURIComponent(path).split('/').map(percentEncode).join('/');
  return encoded.endsWith('/') ? encoded : `${encoded}/`;
}

/** Lower-case names in code-unit order, values without surrounding blanks. */
function signedHeaders(headers: Readonly<Record<string, string>>): Map<string, string> {
  const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value.trim()]));
  return new Map([...lower].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** X-Sdk-Date of an instant: UTC, `YYYYMMDDTHHMMSSZ`. */
export const sdkDate = (now: Date) => `${now.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
