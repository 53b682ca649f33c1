import { canonicalPath, canonicalQuery, canonicalRequest, sha256 } from './canonical';
import type { SignedRequest } from './signed-request';

interface Form {
  canonical: string;
  plusIsBlank: boolean;
}

/**
 * Real clients differ in decoding the path, in what `+` in a query means, in how odd bytes of a header enter the signature, and
 * in joining a header that is sent twice. Every form covers exactly the signed headers, so any of them is proof.
 */
export function canonicalForms(request: SignedRequest, names: readonly string[]): Form[] {
  const cut = request.target.indexOf('?');
  const path = cut < 0 ? request.target : request.target.slice(0, cut);
  const query = cut < 0 ? '' : request.target.slice(cut + 1);
  const paths = new Set([canonicalPath(path, { decodeFirst: true }), canonicalPath(path, { decodeFirst: false })]);
  const queries = [{ query: canonicalQuery(query), plusIsBlank: false }];
  if (query.includes('+')) queries.push({ query: canonicalQuery(query.replaceAll('+', '%20')), plusIsBlank: true });
  const common = { method: request.method.toUpperCase(), signedHeaders: names, bodyHash: bodyHashOf(request) };
  const forms: Form[] = [];
  for (const form of paths) {
    for (const { query: canonical, plusIsBlank } of queries) {
      for (const header of readings(request, names)) {
        forms.push({ canonical: canonicalRequest({ ...common, path: form, query: canonical, header }), plusIsBlank });
      }
    }
  }
  return forms;
}

/** The header's word for the hash counts when it is true or when the client says that it did not hash the body. */
function bodyHashOf({ headers, body }: SignedRequest): string {
  const given = headers['x-sdk-content-sha256'];
  return given !== undefined && String(given) === 'UNSIGNED-PAYLOAD' ? 'UNSIGNED-PAYLOAD' : sha256(body);
}

type Reading = (name: string) => string;

function readings({ headers }: SignedRequest, names: readonly string[]): Reading[] {
  const joined =
    (separator: string): Reading =>
    (name) => {
      const value = headers[name] ?? '';
      return typeof value === 'string' ? value : value.join(separator);
    };
  const plain = [joined(', ')];
  if (names.some((name) => typeof headers[name] === 'object' && headers[name].length > 1)) plain.push(joined(','));
  // Node hands header bytes over as latin1; a client that sent UTF-8 signed the characters, not the bytes.
  const isOdd = names.some((name) => /[^\x20-\x7e]/.test(joined('')(name)));
  const asUtf8 =
    (read: Reading): Reading =>
    (name) =>
      Buffer.from(read(name), 'latin1').toString('utf8');
  return isOdd ? [...plain, ...plain.map(asUtf8)] : plain;
}
