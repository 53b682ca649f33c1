import fc from 'fast-check';
import { expect, test } from 'vitest';
import { routeLabel } from './route-label';

test.each([
  ['/api/v1/me', {}, '/api/v1/me'],
  ['/api/v1/orders/CS1', { orderId: 'CS1' }, '/api/v1/orders/[orderId]'],
  ['/api/v1/orders/orders', { orderId: 'orders' }, '/api/v1/orders/[orderId]'],
  ['/api/v1/%6frders/CS%201', { orderId: 'CS%201' }, '/api/v1/orders/[orderId]'],
  ['/api/v1/orders/CS%201', { orderId: 'CS 1' }, '/api/v1/orders/[orderId]'],
  ['/api/auth/callback/credentials', { nextauth: ['callback', 'credentials'] }, '/api/auth/[...nextauth]'],
  ['/api/a%2Fb/c%2525/', { path: ['a/b', 'c%25'] }, '/api/[...path]'],
  ['/api/x', { other: 'y' }, 'unmatched'],
])('%s with %j is %s', (path, params, label) => {
  expect(routeLabel(path, params)).toBe(label);
});

test('a catch-all has one label whatever is asked for', () => {
  const segment = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => text !== '.' && text !== '..');
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1 }), (parts) => {
      const path = `/api/${parts.map(encodeURIComponent).join('/')}`;
      expect(routeLabel(path, { path: parts })).toBe('/api/[...path]');
    }),
  );
});

test('labels are bounded even where a path cannot be matched to its route', () => {
  const labels = new Set(Array.from({ length: 1000 }, (_, index) => routeLabel(`/api/v1/x${index}`, {})));
  expect(labels.size).toBeLessThanOrEqual(101);
  expect(labels).toContain('unmatched');
});
