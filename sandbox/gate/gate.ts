import { timingSafeEqual } from 'node:crypto';
import { Refusal } from '../wire/refusal';
import { type Authorization, parseAuthorization, parseSdkDate, signatureOf } from './canonical';
import { canonicalForms } from './canonical-forms';
import { headerOf, type SignedRequest } from './signed-request';

const SKEW_MS = 15 * 60_000;
const LOCK_MS = 5 * 60_000;
const FAILURES_TO_LOCK = 5;
/** Keys whose failures are remembered; the one that failed longest ago is forgotten. */
const MOST_REMEMBERED = 10_000;
/** These must be there once: which of two counts would be anybody's guess. */
const SINGULAR = ['authorization', 'host', 'x-sdk-date', 'x-security-token', 'x-auth-token', 'x-domain-id'];

export interface Credential {
  ak: string;
  sk: string;
}

/** Knows keys: the credential of an access key (and of the security token sent with it), or why there is none. */
export interface Keys<C> {
  find(ak: string, securityToken: string | undefined): C | string;
}

const denied = (why: string) => new Refusal(401, 'APIGW.0301', `Incorrect IAM authentication information: ${why}`);

/** Who signed the request, or 401 APIGW.0301. Remembers failures per known key; time is the real clock, never business time. */
export class Gate<C extends Credential> {
  private readonly failures = new Map<string, { count: number; lockedUntil: number }>();

  constructor(
    private readonly keys: Keys<C>,
    private readonly realNow: () => number = Date.now,
  ) {}

  /** `skew` is how far the clock of the gate is off, in milliseconds (fault U15). */
  authenticate(request: SignedRequest, skew = 0): { credential: C; plusIsBlank: boolean } {
    const header = headerOf(request.headers, 'authorization');
    if (header === undefined) throw denied('authorization header is missing');
    const twice = SINGULAR.find((name) => isRepeated(request.headers[name]));
    if (twice !== undefined) throw denied(`${twice} is there more than once`);
    const authorization = parseAuthorization(header);
    if (!authorization) throw denied('authorization header is malformed');
    const credential = this.keys.find(authorization.ak, headerOf(request.headers, 'x-security-token'));
    const now = this.realNow() + skew;
    if (typeof credential === 'string') {
      // As much work as for a known key, so that time does not tell which keys exist.
      verify(request, authorization, { sk: 'none', now });
      throw denied(credential);
    }
    const state = this.failures.get(credential.ak) ?? { count: 0, lockedUntil: 0 };
    const seen = verify(request, authorization, { sk: credential.sk, now });
    if (state.lockedUntil > this.realNow()) throw denied('ak is locked after too many failures');
    if (seen.fault === null) {
      this.failures.delete(credential.ak);
      return { credential, plusIsBlank: seen.plusIsBlank };
    }
    this.remember(credential.ak, state);
    throw denied(seen.fault);
  }

  /** Lifts every lock (control port). */
  reset(): void {
    this.failures.clear();
  }

  private remember(ak: string, state: { count: number; lockedUntil: number }): void {
    state.count += 1;
    if (state.count >= FAILURES_TO_LOCK) {
      state.lockedUntil = this.realNow() + LOCK_MS;
      state.count = 0;
    }
    this.failures.delete(ak);
    this.failures.set(ak, state);
    const oldest = this.failures.keys().next().value;
    if (this.failures.size > MOST_REMEMBERED && oldest !== undefined) this.failures.delete(oldest);
  }
}

function verify(
  request: SignedRequest,
  { signedHeaders, signature }: Authorization,
  { sk, now }: { sk: string; now: number },
): { fault: string | null; plusIsBlank: boolean } {
  const failed = (fault: string) => ({ fault, plusIsBlank: false });
  if (!signedHeaders.includes('host') || !signedHeaders.includes('x-sdk-date')) {
    return failed('host and x-sdk-date must be signed');
  }
  if (!headerOf(request.headers, 'host')) return failed('host is missing');
  const date = headerOf(request.headers, 'x-sdk-date') ?? '';
  const signedAt = parseSdkDate(date);
  if (signedAt === null) return failed('x-sdk-date is malformed');
  const forms = canonicalForms(request, signedHeaders);
  const right = forms.find(({ canonical }) => equal(signatureOf(canonical, date, sk), signature));
  if (!right) return failed('verify aksk signature fail');
  if (Math.abs(now - signedAt) > SKEW_MS) return failed('x-sdk-date is expired');
  return { fault: null, plusIsBlank: right.plusIsBlank };
}

const isRepeated = (value: string | readonly string[] | undefined): boolean =>
  value !== undefined && typeof value !== 'string' && value.length > 1;

const equal = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};
