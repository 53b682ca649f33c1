import { timingSafeEqual } from 'node:crypto';
import { Refusal } from '../wire/refusal';
import {
  canonicalPath,
  canonicalQuery,
  canonicalRequest,
  parseAuthorization,
  parseSdkDate,
  sha256,
  signatureOf,
} from './canonical';

const SKEW_MS = 15 * 60_000;
const LOCK_MS = 5 * 60_000;
const FAILURES_TO_LOCK = 5;

export interface SignedRequest {
  method: string;
  /** Path and query exactly as on the request line. */
  target: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: Uint8Array;
}

export interface Credential {
  ak: string;
  sk: string;
}

const denied = (why: string) => new Refusal(401, 'APIGW.0301', `Incorrect IAM authentication information: ${why}`);

/** Who signed the request, or 401 APIGW.0301. Remembers failures per AK; time is the real clock, never business time. */
export class Gate<C extends Credential> {
  private readonly byAk: ReadonlyMap<string, C>;
  private readonly failures = new Map<string, { count: number; lockedUntil: number }>();

  constructor(
    credentials: readonly C[],
    private readonly realNow: () => number = Date.now,
  ) {
    this.byAk = new Map(credentials.map((credential) => [credential.ak, credential]));
  }

  /** Whom a request claims to come from; nothing is verified. */
  claimedBy(headers: SignedRequest['headers']): C | null {
    const authorization = parseAuthorization(one({ headers }, 'authorization') ?? '');
    return (authorization && this.byAk.get(authorization.ak)) ?? null;
  }

  /** `skew` is how far the clock of the gate is off, in milliseconds (fault U15). */
  authenticate(request: SignedRequest, skew = 0): C {
    const header = one(request, 'authorization');
    if (!header) {
      if (one(request, 'x-auth-token')) throw denied('decrypt token fail');
      throw denied('authorization header is missing');
    }
    const authorization = parseAuthorization(header);
    if (!authorization) throw denied('authorization header is malformed');
    const credential = this.byAk.get(authorization.ak);
    if (!credential) throw denied(`ak ${authorization.ak} not exist`);

    const state = this.failures.get(credential.ak) ?? { count: 0, lockedUntil: 0 };
    if (state.lockedUntil > this.realNow()) throw denied('ak is locked after too many failures');
    const fault = this.faultOf(request, authorization, { sk: credential.sk, now: this.realNow() + skew });
    if (!fault) {
      this.failures.delete(credential.ak);
      return credential;
    }
    state.count += 1;
    if (state.count >= FAILURES_TO_LOCK) {
      state.lockedUntil = this.realNow() + LOCK_MS;
      state.count = 0;
    }
    this.failures.set(credential.ak, state);
    throw denied(fault);
  }

  /** Lifts every lock (control port). */
  reset(): void {
    this.failures.clear();
  }

  private faultOf(
    request: SignedRequest,
    signed: { signedHeaders: readonly string[]; signature: string },
    { sk, now }: { sk: string; now: number },
  ): string | null {
    const names = signed.signedHeaders;
    if (!names.includes('host') || !names.includes('x-sdk-date')) return 'host and x-sdk-date must be signed';
    const date = one(request, 'x-sdk-date') ?? '';
    const signedAt = parseSdkDate(date);
    if (signedAt === null) return 'x-sdk-date is malformed';
    const candidates = canonicalForms(request, names);
    const matches = candidates.some((canonical) => equal(signatureOf(canonical, date, sk), signed.signature));
    if (!matches) return 'verify aksk signature fail';
    return Math.abs(now - signedAt) > SKEW_MS ? 'x-sdk-date is expired' : null;
  }
}

/** Clients differ in decoding the path and in how odd bytes of a header enter the signature: all forms are accepted. */
function canonicalForms(request: SignedRequest, names: readonly string[]): string[] {
  const cut = request.target.indexOf('?');
  const path = cut < 0 ? request.target : request.target.slice(0, cut);
  const query = canonicalQuery(cut < 0 ? '' : request.target.slice(cut + 1));
  const bodyHash = one(request, 'x-sdk-content-sha256') ?? sha256(request.body);
  const paths = new Set([canonicalPath(path, { decodeFirst: true }), canonicalPath(path, { decodeFirst: false })]);
  const asSent = (name: string) => one(request, name) ?? '';
  // Node hands header bytes over as latin1; a client that sent UTF-8 signed the characters, not the bytes.
  const asUtf8 = (name: string) => Buffer.from(asSent(name), 'latin1').toString('utf8');
  const common = { method: request.method.toUpperCase(), query, signedHeaders: names, bodyHash };
  return [...paths].flatMap((form) =>
    [asSent, asUtf8].map((header) => canonicalRequest({ ...common, path: form, header })),
  );
}

function one(request: Pick<SignedRequest, 'headers'>, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

const equal = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};
