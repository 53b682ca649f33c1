import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { call } from '../../testing/client';
import { codeOf, type Live, startLive } from '../../testing/live';
import { Seal } from './seal';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const ORDERS = '/v2/orders/customer-orders';
const SUM = '/v2/bills/customer-bills/monthly-sum';
const TOKENS = '/v3/auth/tokens';
const HOUR = 3_600_000;
interface User {
  name: string;
  id: string;
  password: string;
  ak: string;
  sk: string;
}
let live: Live;
let later = 0;
let calls = 0;
let users: User[];
let domain: { id: string; name: string };

beforeAll(async () => {
  // A second later with every look, so that quotas never bite.
  live = await startLive(() => Date.now() + later + (calls += 1));
  const { accounts } = await live.control('GET', '/state');
  const [first] = accounts as { domainId: string; name: string; users: User[] }[];
  users = first?.users ?? [];
  domain = { id: first?.domainId ?? '', name: first?.name ?? '' };
});
afterAll(() => live.sandbox.close());

const login = (index: number, more: { password?: string; scope?: unknown } = {}) => {
  calls += 1000;
  const { name = '', password = '' } = users[index] ?? {};
  const user = { name, password: more.password ?? password, domain: { name: domain.name } };
  const scope = more.scope === undefined ? { domain: { id: domain.id } } : more.scope;
  const body = { auth: { identity: { methods: ['password'], password: { user } }, ...(scope ? { scope } : {}) } };
  return fetch(live.sandbox.endpoint + TOKENS, { method: 'POST', body: JSON.stringify(body) });
};
const tokenOf = async (index: number, more = {}) => (await login(index, more)).headers.get('x-subject-token') ?? '';
const withToken = async (token: string, path = ORDERS) => {
  calls += 1000;
  const response = await fetch(live.sandbox.endpoint + path, { headers: { 'X-Auth-Token': token } });
  return codeOf({ status: response.status, headers: response.headers, text: await response.text() });
};
const withKey = async (key: { ak: string; sk: string }, path: string, headers: Record<string, string> = {}) => {
  calls += 1000;
  const query = path === SUM ? { bill_cycle: '2026-10' } : undefined;
  return codeOf(await call(live.sandbox.endpoint, key, { path, headers, ...(query ? { query } : {}) }));
};

describe('IAM tokens', () => {
  it('are given for a password with the body that IAM has, and open every operation', async () => {
    const response = await login(0);
    expect(response.status).toBe(201);
    const { token } = (await response.json()) as { token: { issued_at: string; expires_at: string } };
    expect(token).toMatchObject({ domain, methods: ['password'], catalog: [], user: { name: users[0]?.name, domain } });
    expect(Date.parse(token.expires_at) - Date.parse(token.issued_at)).toBe(24 * HOUR);
    expect(await withToken(response.headers.get('x-subject-token') ?? '')).toBe('200 null');
  });

  it('die after 24 hours of real time, whatever business time does', async () => {
    const token = await tokenOf(0);
    await live.control('POST', '/clock', { advance: '30d' });
    later = 23 * HOUR;
    expect(await withToken(token)).toBe('200 null');
    later = 24 * HOUR;
    expect(await withToken(token)).toBe('401 APIGW.0307');
    later = 0;
  });

  it('are refused when malformed, changed, of another sandbox, or without the scope of the account', async () => {
    const token = await tokenOf(0);
    expect(await withToken('nonsense')).toBe('401 APIGW.0301');
    expect(await withToken(`x${token}`)).toBe('401 APIGW.0301');
    const foreign = new Seal(8).close({ userId: users[0]?.id ?? '', expiresAt: Date.now() + HOUR, scope: 'domain' });
    expect(await withToken(foreign)).toBe('401 APIGW.0301');
    expect(await withToken(await tokenOf(0, { scope: { project: { name: 'ap-southeast-3' } } }))).toBe('401 CBC.0154');
    expect(await withToken(await tokenOf(0, { scope: null }))).toBe('401 CBC.0154');
  });

  it('are not given for a wrong password, the scope of another account or half a request', async () => {
    expect((await login(0, { password: 'wrong' })).status).toBe(401);
    expect((await login(0, { scope: { domain: { id: 'f'.repeat(32) } } })).status).toBe(401);
    const half = await fetch(live.sandbox.endpoint + TOKENS, { method: 'POST', body: '{"auth":{}}' });
    expect([half.status, await half.json()]).toEqual([
      400,
      { error: { code: 400, message: "Request parameter 'auth.identity' is invalid.", title: 'Bad Request' } },
    ]);
  });
});

describe('an IAM user who may only look at bills', () => {
  it('is let in by key and by token, and denied orders', async () => {
    const viewer = users[1] ?? { ak: '', sk: '' };
    expect([await withKey(viewer, SUM), await withKey(viewer, ORDERS)]).toEqual(['200 null', '403 CBC.0151']);
    const token = await tokenOf(1);
    expect(await withToken(token)).toBe('403 CBC.0151');
    expect(await withToken(token, '/v2/products/service-types')).toBe('200 null');
    expect(await withToken(token, `${SUM}?bill_cycle=2026-10`)).toBe('200 null');
  });
});

describe('temporary keys', () => {
  it('work with their security token, and until they expire', async () => {
    calls += 1000;
    const body = { auth: { identity: { methods: ['token'], token: { duration_seconds: 900 } } } };
    const response = await fetch(`${live.sandbox.endpoint}/v3.0/OS-CREDENTIAL/securitytokens`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'X-Auth-Token': await tokenOf(0) },
    });
    expect(response.status).toBe(201);
    const { credential } = (await response.json()) as {
      credential: { access: string; secret: string; securitytoken: string };
    };
    const key = { ak: credential.access, sk: credential.secret };
    const headers = { 'X-Security-Token': credential.securitytoken };
    expect(await withKey(key, ORDERS, headers)).toBe('200 null');
    expect(await withKey(key, ORDERS)).toBe('401 APIGW.0301');
    expect(await withKey({ ...key, ak: 'HSTOTHER' }, ORDERS, headers)).toBe('401 APIGW.0301');
    expect(await withKey({ ...key, sk: 'wrong' }, ORDERS, headers)).toBe('401 APIGW.0301');
    // Signatures keep to the real clock, so the time that passes is less than they may be off.
    later = 14.9 * 60_000 - calls;
    expect(await withKey(key, ORDERS, headers)).toBe('200 null');
    calls += 20_000;
    expect(await withKey(key, ORDERS, headers)).toBe('401 APIGW.0301');
    later = 0;
  });
});
