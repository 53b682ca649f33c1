import { Refusal } from '../wire/refusal';
import type { Account } from '../world/accounts';
import { parseAuthorization } from './canonical';
import { Gate } from './gate';
import { actionOf } from './iam/actions';
import type { Directory, Principal } from './iam/directory';
import type { Seal } from './iam/seal';
import { headerOf, type SignedRequest } from './signed-request';

/** Who calls, and how the client wrote its query. */
export interface Entered {
  principal: Principal;
  /** Whether a `+` in the query stands for a blank, as the signature proves (a token proves nothing: then it does). */
  plusIsBlank: boolean;
}

const denied = (why: string) => new Refusal(401, 'APIGW.0301', `Incorrect IAM authentication information: ${why}`);

/** The ways in: a signature with a permanent or temporary key, or an IAM token. Time is the real clock, never business time. */
export class Entrance {
  private readonly gate: Gate<Principal>;

  constructor(
    private readonly directory: Directory,
    private readonly seal: Seal,
    private readonly realNow: () => number = Date.now,
  ) {
    this.gate = new Gate({ find: (ak, token) => this.keyOf(ak, token) }, realNow);
  }

  /** Whom a request claims to come from; nothing is verified. */
  claimedBy(headers: SignedRequest['headers']): Account | null {
    const ak = parseAuthorization(headerOf(headers, 'authorization') ?? '')?.ak;
    const key = ak === undefined ? null : this.directory.ofAccessKey(ak);
    if (key) return key.account;
    const sealed = headerOf(headers, 'x-security-token') ?? headerOf(headers, 'x-auth-token');
    const content = sealed === undefined ? null : this.seal.open(sealed);
    return (content && this.directory.ofUserId(content.userId)?.account) ?? null;
  }

  /** 401 APIGW.0301 and .0307, 401 CBC.0154, 403 CBC.0155. `skew` is how far the clock of the gate is off, in milliseconds. */
  authenticate(request: SignedRequest, skew = 0): Entered {
    const token = headerOf(request.headers, 'x-auth-token');
    const entered =
      headerOf(request.headers, 'authorization') === undefined && token !== undefined
        ? { principal: this.holderOf(token), plusIsBlank: true }
        : this.signerOf(request, skew);
    const domain = headerOf(request.headers, 'x-domain-id');
    if (domain !== undefined && domain !== '' && domain !== entered.principal.account.domainId) {
      throw new Refusal(403, 'CBC.0155', 'The request is not allowed: X-Domain-Id is not the account of the caller.');
    }
    return entered;
  }

  /** 403 CBC.0151 when the caller is an IAM user without the action that the path needs. */
  authorize({ actions }: Principal, path: string): void {
    const action = actionOf(path);
    if (actions !== null && action !== null && !actions.includes(action)) {
      throw new Refusal(403, 'CBC.0151', `Access denied. ${action} is not allowed.`);
    }
  }

  /** Lifts every lock (control port). */
  reset(): void {
    this.gate.reset();
  }

  private signerOf(request: SignedRequest, skew: number): Entered {
    const { credential, plusIsBlank } = this.gate.authenticate(request, skew);
    return { principal: credential, plusIsBlank };
  }

  private keyOf(ak: string, securityToken: string | undefined): Principal | string {
    const permanent = this.directory.ofAccessKey(ak);
    if (permanent) return permanent;
    const content = securityToken === undefined ? null : this.seal.open(securityToken);
    const owner = content?.ak === ak ? this.directory.ofUserId(content.userId) : null;
    if (!content || !owner) return `ak ${ak.slice(0, 64)} not exist`;
    if (content.expiresAt <= this.realNow()) return 'the security token has expired';
    return { ...owner, ak, sk: this.seal.secretOf(ak) };
  }

  private holderOf(token: string): Principal {
    const content = this.seal.open(token);
    const holder = content?.scope === undefined ? null : this.directory.ofUserId(content.userId);
    if (!content || !holder) throw denied('decrypt token fail');
    if (content.expiresAt <= this.realNow()) throw new Refusal(401, 'APIGW.0307', 'The token must be updated.');
    if (content.scope !== 'domain') throw new Refusal(401, 'CBC.0154', 'The token is invalid: it has no domain scope.');
    return holder;
  }
}
