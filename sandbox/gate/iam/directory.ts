import type { Account } from '../../world/accounts';
import { randomFrom } from '../../world/random';
import { VIEWER_ACTIONS } from './actions';

/** Someone who may call: the account itself, or an IAM user of it. */
export interface Principal {
  account: Account;
  /** IAM user ID, 32 hexadecimal digits. */
  userId: string;
  userName: string;
  password: string;
  ak: string;
  sk: string;
  /** Role actions of section 1.5 that are allowed; null: everything, as for the account itself. */
  actions: readonly string[] | null;
}

/** Who there is: each account under its own name, and one IAM user of it that may only look at bills and balances. */
export class Directory {
  readonly principals: readonly Principal[];
  private readonly byAk: ReadonlyMap<string, Principal>;
  private readonly byUserId: ReadonlyMap<string, Principal>;

  constructor(accounts: readonly Account[], seed: number) {
    this.principals = accounts.flatMap((account) => principalsOf(account, seed));
    this.byAk = new Map(this.principals.map((principal) => [principal.ak, principal]));
    this.byUserId = new Map(this.principals.map((principal) => [principal.userId, principal]));
  }

  ofAccessKey(ak: string): Principal | null {
    return this.byAk.get(ak) ?? null;
  }

  ofUserId(userId: string): Principal | null {
    return this.byUserId.get(userId) ?? null;
  }

  /** By user name and the name or ID of the account. */
  ofUserName(userName: string, domain: { id?: string; name?: string }): Principal | null {
    const isIn = ({ account }: Principal) => account.domainId === domain.id || account.name === domain.name;
    return this.principals.find((principal) => principal.userName === userName && isIn(principal)) ?? null;
  }

  of(account: Account): readonly Principal[] {
    return this.principals.filter((principal) => principal.account === account);
  }
}

function principalsOf(account: Account, seed: number): Principal[] {
  // A stream of its own, so that the rest of the world does not depend on who may log in.
  const random = randomFrom(seed, account.index, 0x1a4, account.site.charCodeAt(0));
  const secret = () => ({ userId: random.hex(32), password: `Sbx-${random.code(12)}` });
  return [
    { account, userName: account.name, ...secret(), ak: account.ak, sk: account.sk, actions: null },
    {
      account,
      userName: 'bill-viewer',
      ...secret(),
      ak: `SBX${random.code(17)}`,
      sk: random.hex(20) + random.code(20),
      actions: VIEWER_ACTIONS,
    },
  ];
}
