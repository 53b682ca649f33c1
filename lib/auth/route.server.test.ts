import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { log } from '@/lib/log.server';
import { closeState, state } from '@/lib/state/open.server';
import { createUser } from '@/lib/state/users.server';
import { authOptions } from './options.server';
import { hashPassword } from './passwords.server';
import { authRoute } from './route.server';

vi.hoisted(() => {
  process.env.LOG_LEVEL = 'silent';
});

const dataDirectory = mkdtempSync(join(tmpdir(), 'suanpan-auth-route-'));
Object.assign(process.env, {
  SUANPAN_SECRET: 'Zk3v9QpXr7Lm2Ws8Ty4Bn6Hd1Fg5Jc0KuVaRe',
  SUANPAN_DATA: dataDirectory,
  PORT: '3000',
  SUANPAN_URL: '',
});
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });
const PASSWORD = 'correct horse battery';

beforeAll(async () => {
  const passwordHash = await hashPassword(PASSWORD);
  await createUser(await state(), { email: 'ada@x.test', name: 'Ada', role: 'admin', passwordHash });
});

beforeEach(async () => {
  await (await state()).deleteFrom('attempts').execute();
});

afterAll(async () => {
  await closeState();
  rmSync(dataDirectory, { recursive: true, force: true });
});

async function post(path: string, fields: Record<string, string>, method = 'POST') {
  const request = new Request(`http://127.0.0.1:3000/api/auth/${path}`, {
    method,
    ...(method === 'POST' ? { body: new URLSearchParams(fields) } : {}),
    headers: { 'x-forwarded-for': '10.0.0.1', 'content-type': 'application/x-www-form-urlencoded' },
  });
  // The ways of next-auth that read cookies need a server around them, so only what comes before it is asked here.
  const response = await authRoute(request, { params: Promise.resolve({ nextauth: path.split('/') }) });
  return { status: response.status, headers: response.headers, body: (await response.json()) as { code: string } };
}

test.each([
  ['blanks in front', (index: number) => `${' '.repeat(index)}ada@x.test`],
  ['more blanks than an e-mail has characters', (index: number) => `${' '.repeat(300 + index)}ada@x.test`],
  ['blanks that only Unicode knows', (index: number) => `\u3000${'\u00a0'.repeat(index)}ada@x.test`],
  ['letters of other widths', (index: number) => (index % 2 ? 'ａda@x.test' : 'ADA@x.test')],
  ['NUL', (index: number) => `${'\0'.repeat(index)}ada@x.test`],
  ['invisible characters', (index: number) => `ada@x.test${'\u200b'.repeat(index)}`],
  ['what nobody can have', (index: number) => `${'a'.repeat(300 + index)}@x.test`],
])('%s are no new person to guess the password of', async (_what, spelling) => {
  const statuses: number[] = [];
  for (let index = 1; index <= 11; index += 1) {
    const { status } = await post('callback/credentials', { email: spelling(index), password: 'guess' });
    statuses.push(status);
  }
  expect(statuses[10]).toBe(429);
  expect(statuses.slice(0, 10)).not.toContain(429);
});

test('the right password opens every spelling of one e-mail, and none that has hidden characters', async () => {
  const [provider] = authOptions(vi.fn()).providers;
  const { authorize } = provider?.options as {
    authorize(given: object, request: object): Promise<{ email: string } | null>;
  };
  const signIn = (email: string) => authorize({ email, password: PASSWORD }, {});
  expect(await signIn(`${' '.repeat(300)}ADA@x.test `)).toMatchObject({ email: 'ada@x.test' });
  const hidden = ['\0ada@x.test', 'ada@x.test\u200b', 'ada@x.test\ud800'];
  expect(await Promise.all(hidden.map(signIn))).toEqual([null, null, null]);
});

test('a sign-in that fails for a fault of ours tells nobody of what', async () => {
  const onFault = vi.fn();
  const [provider] = authOptions(onFault).providers;
  const { authorize } = provider?.options as { authorize(given: object, request: object): Promise<unknown> };
  await (await state()).schema.alterTable('users').renameTo('users_away').execute();
  try {
    expect(await authorize({ email: 'ada@x.test', password: PASSWORD }, {})).toBeNull();
    expect(onFault).toHaveBeenCalledWith(expect.objectContaining({ message: 'no such table: users' }));
  } finally {
    await (await state()).schema.alterTable('users_away').renameTo('users').execute();
  }
});

test.each([
  '_log',
  'signin',
  'signin/credentials',
  'error',
  'verify-request',
  'providers',
  'callback',
  'callback/x',
  '',
])('of next-auth, %j is not here for any method', async (action) => {
  for (const method of ['GET', 'POST', 'PUT', 'OPTIONS']) {
    const { status, body } = await post(action, {}, method);
    expect([status, body.code]).toEqual([404, 'not_found']);
  }
});

test.each([
  ['signout', 'GET', 'POST, OPTIONS'],
  ['callback/credentials', 'GET', 'POST, OPTIONS'],
  ['session', 'POST', 'GET, HEAD, OPTIONS'],
  ['csrf', 'DELETE', 'GET, HEAD, OPTIONS'],
])('%s does not take %s, and says what it takes', async (action, method, allow) => {
  const { status, headers, body } = await post(action, {}, method);
  expect([status, body.code, headers.get('allow')]).toEqual([405, 'method_not_allowed', allow]);
});

test('cookies and call-backs that a stranger made up write no line of error', () => {
  const written = vi.spyOn(log, 'error');
  const { logger } = authOptions(vi.fn());
  for (const code of ['JWT_SESSION_ERROR', 'SIGNOUT_ERROR', 'INVALID_CALLBACK_URL_ERROR']) {
    logger?.error?.(code, new Error('decryption operation failed'));
  }
  expect(written).not.toHaveBeenCalled();
  logger?.error?.('ANY_OTHER', new Error('x'));
  expect(written).toHaveBeenCalledOnce();
});
