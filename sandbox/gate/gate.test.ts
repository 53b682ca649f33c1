import { describe, expect, it } from 'vitest';
import type { Refusal } from '../wire/refusal';
import { canonicalPath, canonicalQuery, canonicalRequest, sha256, signatureOf } from './canonical';
import { Gate } from './gate';
import type { SignedRequest } from './signed-request';

const credential = { ak: 'AK', sk: 'secret' };
const keys = (known = credential) => ({ find: (ak: string) => (ak === known.ak ? known : 'ak not exist') });
const NOW = Date.UTC(2026, 10, 22, 4, 0, 0);

interface Wanted {
  sk?: string;
  at?: number;
  target?: string;
  headers?: Record<string, string>;
  signed?: string[];
  decodeFirst?: boolean;
}

function request(wanted: Wanted = {}): SignedRequest {
  const date = new Date(wanted.at ?? NOW).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const headers: Record<string, string> = { host: '127.0.0.1:4010', 'x-sdk-date': date, ...wanted.headers };
  const signedHeaders = wanted.signed ?? Object.keys(headers).sort();
  const target = wanted.target ?? '/v2/x?b=2&a=1';
  const [path = '', query = ''] = target.split('?');
  const canonical = canonicalRequest({
    method: 'GET',
    path: canonicalPath(path, { decodeFirst: wanted.decodeFirst ?? true }),
    query: canonicalQuery(query),
    header: (name) => headers[name] ?? '',
    signedHeaders,
    bodyHash: sha256(''),
  });
  const signature = signatureOf(canonical, date, wanted.sk ?? credential.sk);
  const authorization = `SDK-HMAC-SHA256 Access=AK, SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`;
  return { method: 'GET', target, headers: { ...headers, authorization }, body: new Uint8Array() };
}

function denial(gate: Gate<typeof credential>, signed: SignedRequest): { status: number; code: string } | null {
  try {
    gate.authenticate(signed);
    return null;
  } catch (error) {
    const { status, code } = error as Refusal;
    return { status, code };
  }
}

const denied = { status: 401, code: 'APIGW.0301' };

describe('the gate', () => {
  it('lets a good signature in, whichever further headers are signed', () => {
    const gate = new Gate(keys(), () => NOW);
    expect(denial(gate, request())).toBeNull();
    expect(
      denial(gate, request({ headers: { 'user-agent': 'x/1 (ü; "q")', 'content-type': 'application/json' } })),
    ).toBeNull();
  });

  it('accepts a path signed decoded or as written', () => {
    const gate = new Gate(keys(), () => NOW);
    const target = '/v2/orders/customer-orders/details/a%20b';
    expect(denial(gate, request({ target }))).toBeNull();
    expect(denial(gate, request({ target, decodeFirst: false }))).toBeNull();
  });

  it('refuses a wrong key, an unknown key, no header, and a request changed after signing', () => {
    const gate = new Gate(keys(), () => NOW);
    expect(denial(gate, request({ sk: 'other' }))).toEqual(denied);
    expect(denial(new Gate(keys({ ak: 'BK', sk: 'x' }), () => NOW), request())).toEqual(denied);
    expect(denial(gate, { ...request(), headers: {} })).toEqual(denied);
    expect(denial(gate, { ...request(), target: '/v2/x?b=2&a=9' })).toEqual(denied);
  });

  it('wants host and date among the signed headers', () => {
    const gate = new Gate(keys(), () => NOW);
    expect(denial(gate, request({ signed: ['x-sdk-date'] }))).toEqual(denied);
    expect(denial(gate, request({ signed: ['host'] }))).toEqual(denied);
  });

  it('allows fifteen minutes of skew and not a second more', () => {
    const gate = new Gate(keys(), () => NOW);
    expect(denial(gate, request({ at: NOW - 900_000 }))).toBeNull();
    expect(denial(gate, request({ at: NOW + 900_000 }))).toBeNull();
    expect(denial(gate, request({ at: NOW - 901_000 }))).toEqual(denied);
  });

  it('locks a key for five minutes after five failures in a row, even for right signatures', () => {
    let now = NOW;
    const gate = new Gate(keys(), () => now);
    for (let failure = 0; failure < 4; failure += 1) denial(gate, request({ sk: 'wrong' }));
    expect(denial(gate, request())).toBeNull();
    for (let failure = 0; failure < 5; failure += 1) denial(gate, request({ sk: 'wrong' }));
    expect(denial(gate, request())).toEqual(denied);
    now += 299_000;
    expect(denial(gate, request())).toEqual(denied);
    now += 2_000;
    expect(denial(gate, request())).toBeNull();
  });

  it('remembers no failures of keys that do not exist, however many are tried', () => {
    const gate = new Gate(keys(), () => NOW);
    for (let index = 0; index < 500; index += 1) {
      const { headers, ...rest } = request();
      const authorization = headers.authorization?.toString().replace('Access=AK', `Access=NO${index}`);
      expect(denial(gate, { ...rest, headers: { ...headers, authorization } })).toEqual(denied);
    }
    expect(Reflect.get(gate, 'failures')).toHaveProperty('size', 0);
  });
});
