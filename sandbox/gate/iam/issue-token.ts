import { z } from 'zod';
import { randomBytes } from 'node:crypto';
import type { Account } from '../../world/accounts';
import type { Principal } from './directory';
import { type Iam, type IamAnswer, type IamOperation, IamRefusal, iamTime } from './iam-operation';
import { readRequest } from './read-request';

const LIFETIME_MS = 24 * 3_600_000;

const named = z.object({ id: z.string().optional(), name: z.string().optional() });
const input = z.object({
  auth: z.object({
    identity: z.object({
      methods: z.tuple([z.literal('password')]),
      password: z.object({
        user: named.extend({ password: z.string(), domain: named.optional() }),
      }),
    }),
    scope: z.object({ domain: named.optional(), project: named.optional() }).optional(),
  }),
});
type Scope = z.output<typeof input>['auth']['scope'];

/** Section 1.4: a token for a password, in the header X-Subject-Token of a 201. It lives 24 hours of real time. */
export const issueToken: IamOperation = {
  name: 'KeystoneCreateUserTokenByPassword',
  method: 'POST',
  path: '/v3/auth/tokens',
  quota: 10,
  run(iam, request): IamAnswer {
    const { auth } = readRequest(input, request.body);
    const holder = login(iam, auth.identity.password.user);
    const scope = scopeOf(holder.account, auth.scope);
    const now = iam.realNow();
    const content = {
      userId: holder.userId,
      expiresAt: now + LIFETIME_MS,
      scope,
      nonce: randomBytes(8).toString('hex'),
    };
    return {
      status: 201,
      body: { token: tokenJson(holder, { scope, now }) },
      headers: { 'X-Subject-Token': iam.seal.close(content) },
    };
  },
};

function login({ directory }: Iam, user: z.output<typeof input>['auth']['identity']['password']['user']): Principal {
  const found =
    user.id === undefined ? directory.ofUserName(user.name ?? '', user.domain ?? {}) : directory.ofUserId(user.id);
  if (!found || found.password !== user.password) {
    throw new IamRefusal(401, 'Unauthorized', 'The username or password is wrong.');
  }
  return found;
}

function scopeOf(account: Account, scope: Scope): 'domain' | 'project' | 'none' {
  if (!scope) return 'none';
  if (scope.project) {
    if (scope.project.id !== undefined && scope.project.id !== account.projectId) throw unauthorized();
    return 'project';
  }
  const { id, name } = scope.domain ?? {};
  if (id === undefined && name === undefined) return 'none';
  if ((id ?? account.domainId) !== account.domainId || (name ?? account.name) !== account.name) throw unauthorized();
  return 'domain';
}

const unauthorized = () =>
  new IamRefusal(401, 'Unauthorized', 'The request you have made requires authentication: the scope is not yours.');

function tokenJson(holder: Principal, { scope, now }: { scope: 'domain' | 'project' | 'none'; now: number }): unknown {
  const domain = { id: holder.account.domainId, name: holder.account.name };
  return {
    ...(scope === 'domain' ? { domain } : {}),
    ...(scope === 'project'
      ? { project: { id: holder.account.projectId, name: holder.account.regions[0], domain } }
      : {}),
    catalog: [],
    expires_at: iamTime(now + LIFETIME_MS),
    issued_at: iamTime(now),
    methods: ['password'],
    roles: holder.actions === null ? [{ id: '0', name: 'te_admin' }] : [{ id: '0', name: 'bss_readonly' }],
    user: { domain, id: holder.userId, name: holder.userName, password_expires_at: '' },
  };
}
