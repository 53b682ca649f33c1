import { createHash, createHmac } from 'node:crypto';

const EMPTY_HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** Percent-encoding of section 1.3: only A-Z a-z 0-9 - _ . ~ stay. */
export function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The path with every segment encoded and a slash at the end. The Python signer decodes first, the Node signer does not. */
export function canonicalPath(path: string, options: { decodeFirst: boolean }): string {
  const encoded = path
    .split('/')
    .map((segment) => encode(options.decodeFirst ? decode(segment) : segment))
    .join('/');
  return encoded.endsWith('/') ? encoded : `${encoded}/`;
}

/** The query as received, sorted by name, values of one name sorted, each encoded once. */
export function canonicalQuery(query: string): string {
  const values = new Map<string, string[]>();
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const cut = pair.indexOf('=');
    const name = decode(cut < 0 ? pair : pair.slice(0, cut));
    const value = cut < 0 ? '' : decode(pair.slice(cut + 1));
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  const byCodeUnit = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...values.keys()]
    .sort(byCodeUnit)
    .flatMap((name) => (values.get(name) ?? []).sort(byCodeUnit).map((value) => `${encode(name)}=${encode(value)}`))
    .join('&');
}

export const sha256 = (data: string | Uint8Array): string =>
  data.length === 0 ? EMPTY_HASH : createHash('sha256').update(data).digest('hex');

export interface CanonicalParts {
  method: string;
  /** Canonical path and query. */
  path: string;
  query: string;
  /** Value by lower-case name for every signed name. */
  header: (name: string) => string;
  signedHeaders: readonly string[];
  bodyHash: string;
}

export function canonicalRequest(parts: CanonicalParts): string {
  const headers = parts.signedHeaders.map((name) => `${name}:${parts.header(name).trim()}\n`).join('');
  return [parts.method, parts.path, parts.query, headers, parts.signedHeaders.join(';'), parts.bodyHash].join('\n');
}

/** `SDK-HMAC-SHA256`, date and hash on three lines; there is no credential scope and no derived key. */
export function signatureOf(canonical: string, date: string, sk: string): string {
  const toSign = `SDK-HMAC-SHA256\n${date}\n${sha256(canonical)}`;
  return createHmac('sha256', sk).update(toSign).digest('hex');
}

export interface Authorization {
  ak: string;
  signedHeaders: readonly string[];
  signature: string;
}

export function parseAuthorization(header: string): Authorization | null {
  const match = /^SDK-HMAC-SHA256\s+Access=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})\s*$/.exec(
    header,
  );
  const [, ak, names, signature] = match ?? [];
  if (!ak || !names || !signature) return null;
  return { ak, signedHeaders: names.split(';').map((name) => name.toLowerCase()), signature };
}

/** X-Sdk-Date `YYYYMMDDTHHMMSSZ` as an instant. */
export function parseSdkDate(text: string): number | null {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match) return null;
  const [, year, month, day, hour, minute, second] = match;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) ? null : time;
}
