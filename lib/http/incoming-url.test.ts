import { expect, test } from 'vitest';
import { readableUrl } from './incoming-url';

const read = (url: string, stopping = false) => readableUrl(url, { stopping });

test.each(['/', '/orders?q=%E4', '/api/v1/orders/%C3%A4?x=%', '/orders/CS%2F1', '/%2e%2e/x'])('leaves %s', (url) => {
  expect(read(url)).toEqual({ url, refusal: null });
});

test.each(['/api/v1/orders/%E4', '/api/%FF', '/api/%', '/api/v1/%E0%A4%A'])('%s is refused as a request', (url) => {
  expect(read(url)).toEqual({ url: '/api/refused', refusal: 'unreadable' });
});

test.each(['/orders/%E4', '/%', '*', 'evil', 'http://[', 'ftp://x/y', ''])('%j is a page that is not there', (url) => {
  expect(read(url)).toEqual({ url: '/not-found', refusal: null });
});

test.each(['/api/v1/me?__proto__=1', '/api/v1/orders?page=2&%5f_proto__'])(
  '%s is told, which Next would not',
  (url) => {
    expect(read(url)).toEqual({ url: '/api/refused', refusal: 'hidden parameter' });
    expect(read(url.replace('/api/v1', '/x')).refusal).toBeNull();
  },
);

test('an address with a host asks for its path here, whatever the host', () => {
  expect(read('http://evil.test/orders?page=2')).toEqual({ url: '/orders?page=2', refusal: null });
});

test('there is no data of pages to ask for', () => {
  expect(read('/_next/data/x/orders.json')).toEqual({ url: '/api/refused', refusal: null });
});

test('while it stops only what watches it is answered', () => {
  expect(read('/orders', true)).toEqual({ url: '/api/refused', refusal: 'stopping' });
  expect(read('/readyzz', true).refusal).toBe('stopping');
  for (const url of ['/readyz', '/healthz', '/metrics?x=1']) expect(read(url, true)).toEqual({ url, refusal: null });
});
