import { expect, test } from 'vitest';
import { checkOrigin } from './origin';

const own = { url: 'https://bills.example.com', guessed: false };
const check = (headers: Record<string, string>, method = 'POST', origin = own) =>
  checkOrigin(method, new Headers(headers), origin);

test.each([
  [{}],
  [{ origin: 'https://bills.example.com' }],
  [{ 'sec-fetch-site': 'same-origin' }],
  [{ origin: 'https://bills.example.com', 'sec-fetch-site': 'same-origin' }],
])('lets %j write', (headers) => {
  expect(() => check(headers as Record<string, string>)).not.toThrow();
});

test.each([
  [{ origin: 'null' }],
  [{ origin: 'https://evil.test' }],
  [{ origin: 'http://bills.example.com' }],
  [{ origin: 'https://bills.example.com:444' }],
  [{ origin: 'https://bills.example.com.evil.test' }],
  [{ 'sec-fetch-site': 'cross-site' }],
  [{ 'sec-fetch-site': 'same-site' }],
  [{ 'sec-fetch-site': 'none' }],
  [{ origin: 'https://bills.example.com', 'sec-fetch-site': 'cross-site' }],
])('refuses a write with %j', (headers) => {
  expect(() => check(headers as unknown as Record<string, string>)).toThrow(
    expect.objectContaining({ code: 'forbidden' }),
  );
});

test.each(['PUT', 'PATCH', 'DELETE', 'FOO'])('checks %s as it checks POST', (method) => {
  expect(() => check({ origin: 'https://evil.test' }, method)).toThrow();
});

test('lets reads through: they change nothing', () => {
  expect(() => check({ origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }, 'GET')).not.toThrow();
});

test('takes any loopback name of the same port while nobody configured the URL', () => {
  const guessed = { url: 'http://127.0.0.1:3000', guessed: true };
  expect(() => check({ origin: 'http://localhost:3000' }, 'POST', guessed)).not.toThrow();
  for (const other of [
    'http://localhost:3001',
    'https://localhost:3000',
    'ftp://localhost:3000',
    'http://user@localhost:3000',
    'http://localhost:3000/',
  ]) {
    expect(() => check({ origin: other }, 'POST', guessed)).toThrow();
  }
  expect(() => check({ origin: 'http://localhost:3000' }, 'POST', { ...guessed, guessed: false })).toThrow();
});
