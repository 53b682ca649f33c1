import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testDatabases } from '@/lib/state/databases.server.test-data';
import type { Db } from '@/lib/state/schema';
import { findUserByEmail } from '@/lib/state/users.server';
import { sameOriginRedirect } from './options.server';
import { hashPassword, verifyPassword } from './passwords.server';
import { may, permissionsOf } from './permissions';
import { createFirstAdmin, issueSetupToken, isSetupOpen } from './setup.server';
import { countSignInAttempt, forgiveSignIn } from './throttle.server';

describe('passwords', () => {
  test('match themselves only, with a salt of their own', async () => {
    const [one, two] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
    expect(one).not.toBe(two);
    expect(one).toMatch(/^scrypt\$32768\$8\$1\$/);
    expect(await verifyPassword('correct horse', one)).toBe(true);
    expect(await verifyPassword('correct horsf', one)).toBe(false);
    expect(await verifyPassword('', one)).toBe(false);
  });

  test('nobody matches an unknown user or a stored text that is damaged', async () => {
    expect(await verifyPassword('x', null)).toBe(false);
    expect(await verifyPassword('x', 'plain')).toBe(false);
    expect(await verifyPassword('x', 'scrypt$32768$8$1$AAAA$')).toBe(false);
  });

  test('an unknown user costs as much work as a known one', async () => {
    const known = await hashPassword('correct horse');
    const cost = async (stored: string | null) => {
      const started = process.hrtime.bigint();
      await verifyPassword('wrong', stored);
      return Number(process.hrtime.bigint() - started);
    };
    // The best of a few: other work on the machine only ever adds.
    const best = async (stored: string | null) => Math.min(await cost(stored), await cost(stored), await cost(stored));
    expect((await best(null)) / (await best(known))).toBeGreaterThan(0.5);
  });
});

describe('sameOriginRedirect', () => {
  const base = 'https://bills.example.com';
  test.each([
    ['/orders?x=1', 'https://bills.example.com/orders?x=1'],
    ['https://bills.example.com/a', 'https://bills.example.com/a'],
  ])('follows %s', (url, target) => {
    expect(sameOriginRedirect(url, base)).toBe(target);
  });

  test.each([
    '//evil.test',
    '/\\evil.test',
    '\\\\evil.test',
    '/\t/evil.test',
    'https:evil.test',
    'https://evil.test/',
    'https://bills.example.com@evil.test/',
    'https://user:pw@bills.example.com/',
    'https://bills.example.com:444/',
    'http://bills.example.com/',
    'javascript:alert(1)',
    'data:text/html,x',
    'evil',
    '',
  ])('goes home instead of %j', (url) => {
    expect(new URL(sameOriginRedirect(url, base)).href).toBe(`${base}/`);
  });
});

test('roles may do what the table of the product says', () => {
  expect(permissionsOf('viewer')).toEqual(['see', 'download-own-view']);
  expect(may('finance', 'decide')).toBe(false);
  expect(may('finance', 'read-sync')).toBe(true);
  expect(may('approver', 'decide')).toBe(true);
  expect(may('approver', 'download-all')).toBe(false);
  expect(may('approver', 'see-all-accounts')).toBe(false);
  expect(may('admin', 'see-all-accounts')).toBe(true);
});

describe.each(testDatabases(process.env.SUANPAN_TEST_DATABASE_URL))('on $name', ({ open }) => {
  let db: Db;
  let drop: () => Promise<void>;
  beforeEach(async () => {
    ({ db, drop } = await open());
  });
  afterEach(() => drop());

  const now = new Date('2026-11-22T04:01:00Z');
  const attempt = { email: 'ada@x.test', peer: '10.0.0.1' };
  const fails = async (count: number, one = attempt, when = now) => {
    for (let index = 0; index < count; index += 1) await countSignInAttempt(db, one, when);
  };

  test('the eleventh wrong try in five minutes waits, and is told how long', async () => {
    await fails(10);
    await expect(countSignInAttempt(db, attempt, now)).rejects.toMatchObject({
      code: 'too_many_requests',
      retryAfter: 240,
    });
    await countSignInAttempt(db, attempt, new Date(now.getTime() + 240_000));
  });

  test('nobody is locked out from another address', async () => {
    await fails(10);
    await countSignInAttempt(db, { ...attempt, peer: '10.0.0.2' }, now);
  });

  test('one address cannot try many accounts', async () => {
    for (let user = 0; user < 12; user += 1) await fails(5, { email: `u${user}@x.test`, peer: '10.0.0.9' });
    await expect(countSignInAttempt(db, { email: 'new@x.test', peer: '10.0.0.9' }, now)).rejects.toMatchObject({
      code: 'too_many_requests',
    });
  });

  test('a right password clears the tries of that person and costs the address nothing', async () => {
    for (let round = 0; round < 80; round += 1) {
      await countSignInAttempt(db, attempt, now);
      await forgiveSignIn(db, attempt, now);
    }
    await fails(10);
  });

  test('of parallel set-ups with the right token one makes the admin, then the door is shut', async () => {
    const token = (await issueSetupToken(db)) ?? '';
    expect(await isSetupOpen(db)).toBe(true);
    const admin = { token, name: 'Ada', email: 'ada@x.test', password: 'correct horse battery' };
    await expect(createFirstAdmin(db, { ...admin, token: 'guess' })).rejects.toMatchObject({ code: 'forbidden' });
    const results = await Promise.allSettled(
      ['a', 'b', 'c'].map((who) => createFirstAdmin(db, { ...admin, email: `${who}@x.test` })),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await db.selectFrom('users').select('id').execute()).toHaveLength(1);
    expect(await isSetupOpen(db)).toBe(false);
    expect(await issueSetupToken(db)).toBeNull();
    await expect(createFirstAdmin(db, admin)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('a token of an earlier start does not work, and no token is kept in clear', async () => {
    const old = (await issueSetupToken(db)) ?? '';
    const token = (await issueSetupToken(db)) ?? '';
    expect(JSON.stringify(await db.selectFrom('settings').selectAll().execute())).not.toContain(token);
    const admin = { name: 'Ada', email: 'ada@x.test', password: 'correct horse battery' };
    await expect(createFirstAdmin(db, { ...admin, token: old })).rejects.toMatchObject({ code: 'forbidden' });
    await createFirstAdmin(db, { ...admin, token });
    expect(await findUserByEmail(db, 'ada@x.test')).toMatchObject({ role: 'admin' });
  });
});
