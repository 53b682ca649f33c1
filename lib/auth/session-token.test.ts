import { encode } from 'next-auth/jwt';
import { expect, test } from 'vitest';
import { SessionTokens } from './session-token.server';

const secret = 's'.repeat(48);
const tokenOf = (sid: unknown, maxAge = 3600, sealedBy = secret) =>
  encode({ token: { sid } as Record<string, unknown>, secret: sealedBy, maxAge });
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000);

test('a token tells its session, each time, until it expires', async () => {
  const tokens = new SessionTokens(secret);
  const token = await tokenOf('one');
  expect(await tokens.open(token, inHours(0))).toBe('one');
  expect(await tokens.open(token, inHours(0.9))).toBe('one');
  expect(await tokens.open(await tokenOf('two'), inHours(0))).toBe('two');
  expect(await tokens.open(token, inHours(1.1))).toBeNull();
});

test('what another secret sealed, or nobody, is no token, nor is one that was changed', async () => {
  const tokens = new SessionTokens(secret);
  const token = await tokenOf('one');
  expect(await tokens.open(await tokenOf('one', 3600, 'x'.repeat(48)), inHours(0))).toBeNull();
  expect(await tokens.open('', inHours(0))).toBeNull();
  expect(await tokens.open(await tokenOf(7), inHours(0))).toBeNull();
  expect(await tokens.open(token, inHours(0))).toBe('one');
  expect(await tokens.open(`${token}x`, inHours(0))).toBeNull();
});
