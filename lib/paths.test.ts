import { expect, test } from 'vitest';
import { localPath, paths } from './paths';

test('every page and API address, once', () => {
  const pages = [
    paths.overview(),
    paths.orders(),
    paths.order('CS1'),
    paths.resources(),
    paths.calculator(),
    paths.billSummary(),
    paths.usage(),
    paths.expenditures(),
    paths.sync(),
    paths.signIn(),
    paths.setup(),
  ];
  const api = [
    paths.api.overview(),
    paths.api.orders(),
    paths.api.order('CS1'),
    paths.api.resources(),
    paths.api.quotes(),
    paths.api.billSummary(),
    paths.api.usage(),
    paths.api.expenditures(),
    paths.api.sync(),
    paths.api.syncChanges(),
    paths.api.setup(),
    paths.api.csrf(),
    paths.api.signIn(),
    paths.api.signOut(),
  ];
  expect(pages).toEqual([
    '/',
    '/orders',
    '/orders/CS1',
    '/resources',
    '/calculator',
    '/bills/summary',
    '/bills/usage',
    '/bills/expenditures',
    '/settings/sync',
    '/sign-in',
    '/setup',
  ]);
  expect(api).toEqual([
    '/api/v1/overview',
    '/api/v1/orders',
    '/api/v1/orders/CS1',
    '/api/v1/resources',
    '/api/v1/quotes',
    '/api/v1/bills/summary',
    '/api/v1/bills/usage',
    '/api/v1/bills/expenditures',
    '/api/v1/sync',
    '/api/v1/sync/changes',
    '/api/v1/setup',
    '/api/auth/csrf',
    '/api/auth/callback/credentials',
    '/api/auth/signout',
  ]);
  // The objects have nothing that this test does not call: `api`, `exportOf` and the pages.
  expect(Object.keys(paths)).toHaveLength(pages.length + 2);
  expect(Object.keys(paths.api)).toHaveLength(api.length);
});

test('parameters are encoded, empty ones left out', () => {
  expect(paths.orders({ q: 'a&b 云', status: null, page: 2, type: '' })).toBe('/orders?q=a%26b+%E4%BA%91&page=2');
  expect(paths.orders('?status=1')).toBe('/orders?status=1');
  expect(paths.order('../x?y')).toBe('/orders/..%2Fx%3Fy');
});

test('an export carries the filters of its list', () => {
  expect(paths.exportOf('/api/v1/orders?status=1')).toBe('/api/v1/orders/export?format=csv&status=1');
  expect(paths.exportOf('/api/v1/orders')).toBe('/api/v1/orders/export?format=csv');
});

test.each([
  ['/orders?status=1', '/orders?status=1'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/a\\b', '/'],
  ['/.//evil.example', '/'],
  ['/a/..//evil.example', '/'],
  ['/orders?next=//x', '/orders?next=//x'],
  ['/a\nb', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['', '/'],
  [null, '/'],
  [undefined, '/'],
])('sign-in for %j leads to %s', (wanted, target) => {
  expect(localPath(wanted)).toBe(target);
});
