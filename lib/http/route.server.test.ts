import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'next-auth/jwt';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { Role } from '@/lib/auth/roles';
import { log } from '@/lib/log.server';
import { defineFilters, oneOf, pageField } from '@/lib/query/filters';
import { saveConnection } from '@/lib/state/connections.server';
import { replaceGrants } from '@/lib/state/grants.server';
import { closeState, state } from '@/lib/state/open.server';
import { openSession, revokeSession } from '@/lib/state/sessions.server';
import { changeUser, createUser } from '@/lib/state/users.server';
import { AppError } from './errors';
import { otherMethods } from './other-methods.server';
import { apiDownload, apiGet, apiPost, publicRoute } from './route.server';

vi.hoisted(() => {
  process.env.LOG_LEVEL = 'silent';
});

const SECRET = 'Zk3v9QpXr7Lm2Ws8Ty4Bn6Hd1Fg5Jc0KuVaRe';
const dataDirectory = mkdtempSync(join(tmpdir(), 'suanpan-route-'));
Object.assign(process.env, { SUANPAN_SECRET: SECRET, SUANPAN_DATA: dataDirectory, PORT: '3000', SUANPAN_URL: '' });

const users = new Map<Role, { id: string; sessionId: string; cookie: string }>();

const cookieOf = async (claims: Record<string, unknown>, secret = SECRET) =>
  `next-auth.session-token=${await encode({ token: claims, secret, maxAge: 60 })}`;

beforeAll(async () => {
  const db = await state();
  for (const domainId of ['dA', 'dB']) {
    const connection = { domainId, name: domainId, endpoint: 'http://127.0.0.1:9', currency: 'USD', projectId: null };
    await saveConnection(db, { ...connection, site: 'intl', ak: 'a', sk: 's' }, SECRET);
  }
  for (const role of ['viewer', 'admin'] as const) {
    const id = (await createUser(db, { email: `${role}@x.test`, name: role, role, passwordHash: 'h' })) ?? '';
    const sessionId = await openSession(db, id, new Date());
    users.set(role, { id, sessionId, cookie: await cookieOf({ sid: sessionId }) });
  }
  await replaceGrants(db, users.get('viewer')?.id ?? '', ['dA']);
});

afterAll(async () => {
  await closeState();
  rmSync(dataDirectory, { recursive: true, force: true });
});

interface Sent extends RequestInit {
  as?: Role | null;
  params?: Record<string, string>;
}

async function send(
  handler: ReturnType<typeof publicRoute>,
  path: string,
  { as = 'admin', params = {}, ...init }: Sent = {},
) {
  const headers = new Headers(init.headers);
  const cookie = as ? users.get(as)?.cookie : undefined;
  if (cookie && !headers.has('cookie')) headers.set('cookie', cookie);
  const request = new Request(`http://127.0.0.1:3000${path}`, { ...init, headers });
  const response = await handler(request, { params: Promise.resolve(params) });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : null };
}

const scope = apiGet({ response: z.object({ accounts: z.array(z.string()), role: z.string() }) }, async ({ ctx }) => ({
  accounts: ctx.accounts.map(({ domainId }) => domainId),
  role: ctx.actor.role,
}));

describe('who may come in', () => {
  test('an admin sees every account, a viewer those granted', async () => {
    expect((await send(scope, '/api/v1/x')).body).toEqual({ accounts: ['dA', 'dB'], role: 'admin' });
    expect((await send(scope, '/api/v1/x', { as: 'viewer' })).body).toEqual({ accounts: ['dA'], role: 'viewer' });
  });

  test('an account outside the scope is not found, also when it exists', async () => {
    const handler = apiGet({ response: z.object({}) }, async ({ ctx, params }) => {
      ctx.bss(params.account ?? '');
      return {};
    });
    const open = (account: string) => send(handler, `/api/v1/${account}`, { as: 'viewer', params: { account } });
    expect((await open('dA')).status).toBe(200);
    const [foreign, unknown] = [await open('dB'), await open('dC')];
    expect([foreign.status, unknown.status]).toEqual([404, 404]);
    expect(foreign.body.detail.replace('dB', '')).toBe(unknown.body.detail.replace('dC', ''));
  });

  test('an address with a NUL in it is not found, which is no fault of ours', async () => {
    const params = { account: 'a\0' };
    expect((await send(scope, '/api/v1/x', { params })).body).toMatchObject({ status: 404, code: 'not_found' });
    const open = publicRoute(async () => new Response());
    expect((await send(open, '/api/v1/x', { as: null, params })).body).toMatchObject({ code: 'not_found' });
  });

  test.each([
    ['nothing', async () => ''],
    ['a cookie of another secret', async () => cookieOf({ sid: users.get('admin')?.sessionId }, 'y'.repeat(40))],
    ['a session nobody opened', async () => cookieOf({ sid: 'guess' })],
    ['claims without a session', async () => cookieOf({ sub: users.get('admin')?.id, role: 'admin' })],
    ['an unsigned token', async () => 'next-auth.session-token=eyJhbGciOiJub25lIn0.eyJzaWQiOiJ4In0.'],
  ])('%s is 401', async (_what, cookie) => {
    const { status, body } = await send(scope, '/api/v1/x', { as: null, headers: { cookie: await cookie() } });
    expect([status, body.code]).toEqual([401, 'unauthorized']);
  });

  test('role, grants and end of session count from the very next request', async () => {
    const db = await state();
    const { id = '', sessionId = '' } = users.get('viewer') ?? {};
    await changeUser(db, id, { role: 'admin' });
    expect((await send(scope, '/x', { as: 'viewer' })).body.role).toBe('admin');
    await changeUser(db, id, { role: 'viewer' });
    await replaceGrants(db, id, []);
    expect((await send(scope, '/x', { as: 'viewer' })).body).toEqual({ accounts: [], role: 'viewer' });
    await replaceGrants(db, id, ['dA']);
    await revokeSession(db, sessionId, new Date());
    expect((await send(scope, '/x', { as: 'viewer' })).status).toBe(401);
    const renewed = await openSession(db, id, new Date());
    users.set('viewer', { id, sessionId: renewed, cookie: await cookieOf({ sid: renewed }) });
  });

  test('a role that is not allowed to is told so before anything is read', async () => {
    const handler = vi.fn(async () => ({}));
    const route = apiGet({ response: z.object({}), needs: 'manage' }, handler);
    expect((await send(route, '/x', { as: 'viewer' })).body.code).toBe('forbidden');
    expect(handler).not.toHaveBeenCalled();
    expect((await send(route, '/x')).status).toBe(200);
  });
});

describe('what comes back', () => {
  test('every answer is private, typed, and names its request', async () => {
    const { headers } = await send(scope, '/x', { headers: { 'x-request-id': 'abcdef-123' } });
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-request-id')).toBe('abcdef-123');
    expect(headers.get('x-suanpan-build')).toBeTruthy();
  });

  test('a field that the schema does not declare stays here', async () => {
    const handler = apiGet({ response: z.object({ a: z.string() }) }, async () => ({ a: '1', sk: 'SKCANARY' }));
    expect((await send(handler, '/x')).text).toBe('{"a":"1"}');
  });

  test('wrong filters are 400, naming the first and telling all', async () => {
    const query = defineFilters({ page: pageField(), status: oneOf(['open'], null) });
    const handler = apiGet({ query, response: z.object({ page: z.int() }) }, async ({ query: { page } }) => ({ page }));
    const { status, body } = await send(handler, '/x?page=0&status=shut&foo=1&page=2');
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'bad_request', field: 'page', status: 400, type: 'about:blank' });
    expect(body.detail).toMatch(/page .*status .*foo /);
    expect((await send(handler, '/x?page=3')).body).toEqual({ page: 3 });
    expect((await send(scope, '/x?anything=1')).status).toBe(400);
  });

  test('a known error keeps its text and hints, any other keeps nothing', async () => {
    const child = vi.spyOn(log, 'child').mockReturnValue(log as never);
    const written = vi.spyOn(log, 'error').mockImplementation(() => undefined);
    const failing = (fault: unknown) => publicRoute(async () => Promise.reject(fault));
    const known = new AppError('upstream_throttled', 'Wait', { retryAfter: 3, upstreamCode: 'APIGW.0308' });
    const first = await send(failing(known), '/x');
    expect(first.status).toBe(503);
    expect(first.headers.get('retry-after')).toBe('3');
    expect(first.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(first.body).toMatchObject({ detail: 'Wait', retryAfter: 3, upstreamCode: 'APIGW.0308' });
    const second = await send(failing(new Error('select SKCANARY from /etc')), '/x');
    expect(second.status).toBe(500);
    expect(second.text).not.toMatch(/SKCANARY|stack|\.ts/);
    expect(second.body.requestId).toBe(second.headers.get('x-request-id'));
    expect(written).toHaveBeenCalledOnce();
    child.mockRestore();
  });
});

describe('writes', () => {
  const handled = vi.fn();
  const echo = apiPost(
    { body: z.strictObject({ name: z.string() }), response: z.object({ name: z.string() }), status: 201 },
    async ({ body }) => {
      handled();
      return body;
    },
  );
  const post = (headers: Record<string, string>, body = '{"name":"x"}') =>
    send(echo, '/x', { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
  beforeEach(() => handled.mockClear());

  test('JSON from our own page or from a program is taken', async () => {
    expect((await post({})).status).toBe(201);
    expect((await post({ origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-origin' })).body).toEqual({
      name: 'x',
    });
  });

  test.each([
    [{ origin: 'null' }, 403],
    [{ origin: 'https://evil.test' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'content-type': 'text/plain' }, 415],
    [{ 'content-type': 'application/x-www-form-urlencoded' }, 415],
  ])('with %j nothing happens', async (headers, status) => {
    expect((await post(headers as unknown as Record<string, string>)).status).toBe(status);
    expect(handled).not.toHaveBeenCalled();
  });

  test('a body that does not fit names the field', async () => {
    expect((await post({}, '{"name":1}')).body).toMatchObject({ code: 'bad_request', field: 'name' });
    expect((await post({}, '{"name":"x","role":"admin"}')).body).toMatchObject({
      detail: 'role: there is no such field here',
      field: 'role',
    });
    expect(handled).not.toHaveBeenCalled();
  });
});

test('thousands of wrong parameters get an answer of a few lines', async () => {
  const handler = apiGet({ query: defineFilters({ page: pageField() }), response: z.object({}) }, async () => ({}));
  const names = Array.from({ length: 3000 }, (_, index) => `p${index}=1`);
  const { status, body } = await send(handler, `/x?${names.join('&')}`);
  expect(status).toBe(400);
  expect(body.detail).toContain('and 2995 more');
  expect(body.detail.length).toBeLessThan(1000);
});

test('a download is an attachment of what is filtered, and takes the format parameters for itself', async () => {
  const download = apiDownload({ query: defineFilters({ page: pageField() }) }, async ({ query, labels }) => ({
    name: 'orders',
    columns: [{ header: labels ? 'Name' : 'name', kind: 'text' as const }],
    rows: [[`page ${query.page}`]],
  }));
  const { headers, text } = await send(download, '/x?page=2&format=csv&labels=true');
  expect(text).toBe('Name\r\npage 2\r\n');
  expect(headers.get('content-disposition')).toBe('attachment; filename="orders.csv"');
  expect(headers.get('cache-control')).toBe('private, no-store');
  expect((await send(download, '/x?format=exe')).body).toMatchObject({ code: 'bad_request', field: 'format' });
});

test('a method that a route does not have is told as a problem, with those that it has', async () => {
  const { DELETE, OPTIONS } = otherMethods('GET');
  const refused = await send(DELETE, '/x', { method: 'DELETE' });
  expect(refused.body).toMatchObject({ status: 405, code: 'method_not_allowed' });
  expect(refused.headers.get('cache-control')).toBe('private, no-store');
  const told = await send(OPTIONS, '/x', { method: 'OPTIONS' });
  expect([told.status, told.headers.get('cache-control')]).toEqual([204, 'private, no-store']);
  for (const { headers } of [refused, told]) expect(headers.get('allow')).toBe('GET, HEAD, OPTIONS');
});

test('what a failed request still reads beside is given up', async () => {
  let signal: AbortSignal | undefined;
  const handler = apiGet({ response: z.object({ ok: z.boolean() }) }, async ({ ctx }) => {
    signal = ctx.signal;
    if (ctx.actor.role === 'viewer') throw new AppError('upstream_throttled', 'Wait');
    return { ok: true };
  });
  await send(handler, '/x');
  expect(signal?.aborted).toBe(false);
  expect((await send(handler, '/x', { as: 'viewer' })).status).toBe(503);
  expect(signal?.aborted).toBe(true);
});
