import { expect, test } from 'vitest';
import { type IncomingHeaders, isKnownMethod, sanitizeHeaders } from './incoming-headers';

const cleaned = (headers: IncomingHeaders, hops = 0) => {
  sanitizeHeaders(headers, { address: '10.0.0.9', hops });
  return headers;
};

test('drops what only we may say', () => {
  const headers = cleaned({
    'x-middleware-subrequest': 'proxy:proxy:proxy',
    'x-user-id': '1',
    'x-user': 'admin',
    'x-suanpan-refusal': 'stopping',
    'x-forwarded-host': 'evil.test',
    'x-forwarded-proto': 'https',
    'x-real-ip': '1.2.3.4',
    'x-nextjs-data': '1',
    'next-action': '7f',
    'x-http-method-override': 'POST',
    forwarded: 'for=1.2.3.4',
    accept: 'text/html',
  });
  expect(Object.keys(headers).sort()).toEqual(['accept', 'x-forwarded-for', 'x-request-id']);
});

test.each([
  [0, '1.2.3.4', '10.0.0.9'],
  [0, undefined, '10.0.0.9'],
  [1, '6.6.6.6, 1.2.3.4', '1.2.3.4'],
  [2, '6.6.6.6, 1.2.3.4, 10.0.0.1', '1.2.3.4'],
  [2, '1.2.3.4', '1.2.3.4'],
  [1, 'nonsense<script>', '10.0.0.9'],
  [1, undefined, '10.0.0.9'],
])('with %s trusted hops and %s the peer is %s', (hops, forwarded, peer) => {
  expect(cleaned({ 'x-forwarded-for': forwarded }, hops)['x-forwarded-for']).toBe(peer);
});

test('keeps a harmless request id and replaces any other', () => {
  expect(cleaned({ 'x-request-id': 'abcd-1234' })['x-request-id']).toBe('abcd-1234');
  expect(cleaned({ 'x-request-id': 'a b\n{}' })['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  expect(cleaned({})['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
});

test('knows the methods that Next can answer', () => {
  expect(isKnownMethod('GET')).toBe(true);
  expect(['TRACE', 'PROPFIND', undefined].map(isKnownMethod)).toEqual([false, false, false]);
});
