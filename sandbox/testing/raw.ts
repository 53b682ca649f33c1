import { connect } from 'node:net';
import { canonicalPath, canonicalQuery, canonicalRequest, sha256, signatureOf } from '../gate/canonical';
import type { Signer } from './client';

export interface RawReply {
  status: number;
  head: string;
  body: string;
}

/** Writes bytes to a socket and reads one answer by its Content-Length; what HTTP clients correct stays as it is. */
export function send(endpoint: string, parts: readonly (string | Uint8Array)[]): Promise<RawReply> {
  const { hostname, port } = new URL(endpoint);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let received = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      const cut = received.indexOf('\r\n\r\n');
      if (cut < 0) return;
      const head = received.subarray(0, cut).toString('latin1');
      const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0);
      const body = received.subarray(cut + 4);
      if (body.length < length && !parts[0]?.toString().startsWith('HEAD')) return;
      resolve({ status: Number(head.split(' ')[1]), head, body: body.toString('utf8') });
      socket.destroy();
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('closed without an answer')));
    for (const part of parts) socket.write(part);
  });
}

export interface HandMade {
  method?: string;
  target: string;
  /** In the order they are sent, as often as they are there; text is sent as UTF-8. */
  headers?: readonly (readonly [name: string, value: string])[];
  body?: string;
  /** What the client signed, where it is not what it sends. */
  signs?: { target?: string; headers?: Readonly<Record<string, string>>; names?: readonly string[]; bodyHash?: string };
  /** The Node signer encodes an encoded path again; the Python signer decodes it first. */
  decodeFirst?: boolean;
  host?: string | null;
  chunked?: boolean;
  date?: string;
}

export const sdkDate = (instant = Date.now()): string => new Date(instant).toISOString().replace(/[-:]|\.\d{3}/g, '');

/** A signed request as the bytes that go over the wire. */
export function handMade(signer: Signer, made: HandMade): (string | Uint8Array)[] {
  const { method = 'GET', headers = [], body = '', host = '127.0.0.1:1', signs = {} } = made;
  const sent = [
    ...(host === null ? [] : [['host', host] as const]),
    ['x-sdk-date', made.date ?? sdkDate()] as const,
    ...headers,
  ];
  const values: Record<string, string> = {
    ...Object.fromEntries(sent.map(([name, value]) => [name.toLowerCase(), value])),
    ...signs.headers,
  };
  const names = (signs.names ?? Object.keys(values)).toSorted();
  const [path = '', query = ''] = (signs.target ?? made.target).split('?');
  const canonical = canonicalRequest({
    method,
    path: canonicalPath(path, { decodeFirst: made.decodeFirst ?? true }),
    query: canonicalQuery(query),
    header: (name) => values[name] ?? '',
    signedHeaders: names,
    bodyHash: signs.bodyHash ?? sha256(body),
  });
  const signature = signatureOf(canonical, values['x-sdk-date'] ?? '', signer.sk);
  const authorization = `SDK-HMAC-SHA256 Access=${signer.ak}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  const framing = made.chunked
    ? [['transfer-encoding', 'chunked'] as const]
    : [['content-length', String(Buffer.byteLength(body))] as const];
  const lines = [...sent, ['authorization', authorization] as const, ...framing].map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  const payload = made.chunked ? `${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n0\r\n\r\n` : body;
  return [`${method} ${made.target} HTTP/1.1\r\n${lines.join('')}\r\n`, payload].filter((part) => part !== '');
}
